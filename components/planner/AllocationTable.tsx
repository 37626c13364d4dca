'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Plan } from '../../lib/features/planner/schema'
import { plannerPage } from '../../lib/text/en/pages-planner'
import { planner as sentences } from '../../lib/text/en/planner'
import { Address } from '../address/Address'
import { Prefix } from '../address/Prefix'
import { Section } from '../engine/Section'
import { Button } from '../ui/Button'
import { cx } from '../ui/class-names'

const words = plannerPage.plan
/** Rows at first: a plan may have thousands. */
const FIRST = 100

/** The parts of the plan with why each is where it is. */
export function AllocationTable({ plan, onMake }: { plan: Plan; onMake?: (subnet: string, name: string) => void }) {
  const [all, setAll] = useState(false)
  const rows = all ? plan.allocations : plan.allocations.slice(0, FIRST)
  const columns = [words.columns.name, words.columns.prefix, words.columns.gateway, words.columns.size, words.columns.purpose, words.columns.why, ...(onMake ? [words.columns.act] : [])]
  return (
    <Section title={words.title}>
      <table className="w-full text-13 max-md:block">
        <thead className="max-md:sr-only"><tr>{columns.map((column) => <th key={column} scope="col" className="h-8 border-b border-line pr-4 text-left text-12 font-normal text-faint last:pr-0">{column === words.columns.act ? <span className="sr-only">{column}</span> : column}</th>)}</tr></thead>
        <tbody className="max-md:block">
          {rows.map(({ name, role, prefix, gateway, bits, purpose, reasons, within }) => (
            <tr key={`${name} ${prefix}`} className={cx('align-top max-md:flex max-md:flex-col max-md:border-b max-md:border-line max-md:py-2 md:[&>td]:border-b md:[&>td]:border-line md:[&>td]:py-1.5 md:[&>td]:pr-4', role === 'host' && 'bg-raised/60')}>
              <td className={cx('font-medium whitespace-nowrap', within !== null && 'md:pl-4')}>{name}</td>
              <td><Prefix prefix={prefix} unmarked /></td>
              <td>{gateway ? <Address address={gateway} unmarked /> : null}</td>
              <td className="whitespace-nowrap text-soft">{sentences.size(bits)}</td>
              <td className="text-soft">{purpose}</td>
              <td className="text-12 text-pretty text-soft md:leading-5">{reasons.join(' ')}</td>
              {onMake ? <td className="md:text-right">{role === 'network' ? <Button look="quiet" className="-my-1 px-2" icon={<Plus aria-hidden size={14} />} aria-label={words.createWhy(name)} onClick={() => onMake(prefix, name)}>{words.create}</Button> : null}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < plan.allocations.length ? <Button look="quiet" className="mt-1" onClick={() => setAll(true)}>{words.all(plan.allocations.length)}</Button> : null}
    </Section>
  )
}
