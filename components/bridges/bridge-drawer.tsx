import dynamic from 'next/dynamic'
import type { Bridge } from '../../lib/features/bridges/schema'
import { networkRef } from '../../lib/client/refs'
import { bridgesPage as words } from '../../lib/text/en/pages-bridges'
import { Address } from '../address/Address'
import { keptKeys } from '../../lib/features/kept/key'
import { keptPage } from '../../lib/text/en/kept'
import { KeptMark } from '../kept/KeptMark'
import type { DrawerContent } from '../drawer/content'
import { linkRef } from '../links/link-key'
import { StatusMark } from '../ui/StatusMark'
import { BridgePicture } from './BridgePicture'
import { bridgeState, widestFirst } from './bridge-state'

// Only who opens a row needs them.
const BridgeActions = dynamic(() => import('./BridgeActions').then((module) => module.BridgeActions))

/** What the drawer says of a bridge. */
export function bridgeDrawer(row: Bridge): DrawerContent {
  const state = bridgeState(row)
  return {
    title: <code className="font-mono">{row.name}</code>,
    name: row.name,
    state,
    actions: <BridgeActions row={row} />,
    facts: [
      { label: words.sections.why, value: row.orphan ? <p className="w-full rounded-md bg-attention-wash px-2.5 py-1.5"><StatusMark meaning="attention">{words.orphan}</StatusMark><span className="mt-0.5 block">{state.why}</span></p> : null, wide: true },
      { label: words.columns.addresses, value: row.addresses.length > 0 ? <Addresses addresses={row.addresses} /> : <span className="text-faint">{words.noAddress}</span>, wide: true },
      { label: words.columns.mtu, value: row.mtu },
      { label: keptPage.mark, value: row.network ? null : <KeptMark of={keptKeys.bridge(row.name)} /> },
      { label: words.columns.mac, value: row.mac ? <code className="font-mono text-[12.5px]">{row.mac}</code> : null },
      { label: explained(words.columns.stp, words.help.stp), value: onOff(row.stp) },
      { label: explained(words.columns.snooping, words.help.snooping), value: onOff(row.multicastSnooping) },
      { label: words.facts.querier, value: onOff(row.multicastQuerier) },
      { label: words.facts.vlan, value: onOff(row.vlanFiltering) },
      { label: words.columns.index, value: row.index },
    ],
    related: [
      { what: words.chain.link, label: row.name, to: linkRef(row.name) },
      row.network && { what: words.chain.network, label: row.network.name, to: networkRef(row.network) },
    ],
    sections: [{ title: words.sections.picture, content: <BridgePicture bridge={row} /> }],
  }
}

function Addresses({ addresses }: { addresses: readonly string[] }) {
  return (
    <ul className="flex min-w-0 flex-col gap-0.5">
      {widestFirst(addresses).map((text) => {
        const [address = text, length] = text.split('/')
        return <li key={text} className="flex min-w-0"><Address address={address} length={Number(length)} withLength /></li>
      })}
    </ul>
  )
}

function explained(label: string, why: string) {
  return <span data-tip={why} aria-description={why} className="cursor-help underline decoration-line-strong decoration-dotted underline-offset-[3px]">{label}</span>
}

function onOff(value: boolean | null): string | null {
  if (value === null) return null
  return value ? words.facts.on : words.facts.off
}
