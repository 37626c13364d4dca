import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import type { Finding } from '../../lib/features/overview/schema'
import { hrefOf } from '../../lib/client/refs'
import { overviewPage as words } from '../../lib/text/en/pages-overview'
import { Section } from '../engine/Section'
import { MeaningIcon } from '../ui/StatusMark'

/** Everything that needs a person, what is broken first: what, why, what to do, and the row where it shows. */
export function FindingList({ findings, host, incomplete }: { findings: readonly Finding[]; host: string; incomplete: boolean }) {
  const sorted = [...findings.filter((one) => one.severity === 'bad'), ...findings.filter((one) => one.severity !== 'bad')]
  return (
    <Section title={words.findings.title} aside={findings.length > 0 ? words.findings.count(findings.length) : null}>
      {findings.length === 0 ? (
        <div className="flex items-start gap-2 text-13">
          <span className="mt-0.5"><MeaningIcon meaning={incomplete ? 'unknown' : 'good'} /></span>
          <div className="max-w-[64ch]">
            <p className="font-medium">{words.findings.none}</p>
            <p className="text-soft">{incomplete ? words.findings.unread : words.findings.noneWhy}</p>
          </div>
        </div>
      ) : (
        <ul className="flex flex-col">
          {sorted.map((finding) => <FindingItem key={`${finding.code} ${finding.about.resource} ${finding.about.key} ${finding.title}`} finding={finding} host={host} />)}
        </ul>
      )}
      {findings.length > 0 && incomplete ? <p className="mt-2 text-12 text-faint">{words.findings.unread}</p> : null}
    </Section>
  )
}

function FindingItem({ finding, host }: { finding: Finding; host: string }) {
  return (
    <li className="flex items-start gap-2 border-t border-line/60 py-2.5 text-13 first:border-t-0 first:pt-0">
      <span className="mt-0.5"><MeaningIcon meaning={finding.severity} /></span>
      <div className="min-w-0 flex-1">
        <h3 className="font-medium [overflow-wrap:anywhere]"><span className="sr-only">{`${words.findings.severity[finding.severity]}: `}</span>{finding.title}</h3>
        <p className="max-w-[72ch] text-soft [overflow-wrap:anywhere]">{finding.why}</p>
        <p className="mt-1 max-w-[72ch] [overflow-wrap:anywhere]"><span className="mr-1.5 text-12 text-faint">{words.findings.advice}</span>{finding.advice}</p>
        <Link href={hrefOf(finding.about, host)} prefetch={false} className="mt-1 inline-flex max-w-full items-center gap-1 rounded-[3px] text-accent underline-offset-[3px] hover:underline">
          <span className="truncate">{words.findings.show(finding.about.label)}</span>
          <ArrowRight aria-hidden size={13} className="shrink-0" />
        </Link>
      </div>
    </li>
  )
}
