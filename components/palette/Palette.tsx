'use client'
import { Command } from 'cmdk'
import { CornerDownLeft, LogOut, Monitor, Moon, Search, Sun } from 'lucide-react'
import { useRouter } from 'next/navigation'
import * as Radix from 'radix-ui/dialog'
import { useEffect, useState, type ReactNode } from 'react'
import { saveTheme, type Theme } from '../../lib/client/prefs'
import { hrefOf } from '../../lib/client/refs'
import { holdStill, setPaletteOpen, useUi } from '../../lib/client/stores/ui'
import { parseAddress } from '../../lib/core/ip'
import { shell } from '../../lib/text/en/shell'
import { kindOfText, kindText } from '../address/describe'
import { PAGE_GROUPS, PAGE_ICONS, pageHref, type PageName } from '../layout/pages'
import { leave } from '../layout/UserMenu'
import { Badge } from '../ui/Badge'
import { Kbd } from '../ui/Kbd'
import { useSearch, type SearchGroup } from './use-search'

const words = shell.search
const THEMES: { value: Theme; icon: ReactNode }[] = [
  { value: 'system', icon: <Monitor aria-hidden size={14} /> },
  { value: 'light', icon: <Sun aria-hidden size={14} /> },
  { value: 'dark', icon: <Moon aria-hidden size={14} /> },
]

/** The search-and-command box: pages, acts, and whatever the host knows about a name or an address. */
export function Palette() {
  const open = useUi((ui) => ui.paletteOpen)
  useEffect(() => (open ? holdStill() : undefined), [open])
  return (
    <Radix.Root open={open} onOpenChange={setPaletteOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-black/40" />
        <Radix.Content aria-describedby={undefined} className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[min(640px,calc(100vw-16px))] -translate-x-1/2 animate-appear flex-col overflow-hidden rounded-xl bg-surface shadow-float max-sm:top-2 max-sm:max-h-[calc(100dvh-16px)]">
          <Radix.Title className="sr-only">{words.label}</Radix.Title>
          <PaletteBody />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function PaletteBody() {
  const router = useRouter()
  const [q, setQ] = useState('')
  const { groups, searching, problem } = useSearch('local', q)
  const has = (text: string) => text.toLowerCase().includes(q.trim().toLowerCase())
  const pages = PAGE_GROUPS.flatMap((group) => group.pages).filter((page) => has(shell.pages[page].title))
  const themes = THEMES.filter(({ value }) => has(words.themeTo(shell.theme[value])))
  const nothing = pages.length === 0 && themes.length === 0 && groups.length === 0 && !has(shell.user.signOut)
  const run = (act: () => void) => () => {
    setPaletteOpen(false)
    act()
  }
  const go = (href: string) => run(() => router.push(href))
  return (
    <Command shouldFilter={false} loop label={words.label} className="flex min-h-0 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden size={16} className="shrink-0 text-faint" />
        <Command.Input value={q} onValueChange={setQ} placeholder={words.placeholder} className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none focus-visible:outline-none" />
      </div>
      <AddressHint q={q} />
      <Command.List label={words.label} aria-busy={searching} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {groups.map((group) => <Findings key={group.resource} group={group} q={q} go={go} />)}
        <Group heading={words.pages}>
          {pages.map((page) => {
            const Icon = PAGE_ICONS[page]
            return <Item key={page} value={`page ${page}`} icon={<Icon aria-hidden size={14} />} onSelect={go(pageHref(page))}>{shell.pages[page].title}</Item>
          })}
        </Group>
        <Group heading={words.actions}>
          {themes.map(({ value, icon }) => <Item key={value} value={`theme ${value}`} icon={icon} onSelect={run(() => saveTheme(value))}>{words.themeTo(shell.theme[value])}</Item>)}
          {has(shell.user.signOut) ? <Item value="sign out" icon={<LogOut aria-hidden size={14} />} onSelect={run(() => void leave())}>{shell.user.signOut}</Item> : null}
        </Group>
        {problem ? <p role="status" className="px-2.5 py-3 text-13 text-bad">{words.failed}: {problem.message}</p> : null}
        {nothing && !problem ? <p role="status" className="px-2.5 py-3 text-13 break-words text-soft">{searching ? words.searching : words.nothing(q.trim())}</p> : null}
      </Command.List>
      <div aria-hidden className="hidden h-9 shrink-0 items-center gap-4 border-t border-line px-4 text-12 text-faint sm:flex">
        <span className="flex items-center gap-1.5"><Kbd>↑</Kbd><Kbd>↓</Kbd>{words.keys.move}</span>
        <span className="flex items-center gap-1.5"><Kbd><CornerDownLeft size={11} /></Kbd>{words.keys.open}</span>
        <span className="flex items-center gap-1.5"><Kbd>Esc</Kbd>{words.keys.close}</span>
      </div>
    </Command>
  )
}

/** What kind of address was typed or pasted, said at once without asking anybody. */
function AddressHint({ q }: { q: string }) {
  const address = parseAddress(q.trim().replace(/^\[|\]$/g, '').replace(/\/\d+$/, ''))
  const kind = address.ok ? kindOfText(address.value.text) : null
  if (!address.ok || !kind) return null
  const text = kindText(kind, address.value.family)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-2 text-12">
      <code className="font-mono text-13">{address.value.text}</code>
      <Badge mono>{text.mark}</Badge>
      <span className="text-soft">{text.name}. {text.means}</span>
    </div>
  )
}

function Findings({ group, q, go }: { group: SearchGroup; q: string; go: (href: string) => () => void }) {
  const page = (group.resource === 'rules' ? 'routes' : group.resource) as PageName
  const Icon = PAGE_ICONS[page] ?? Search
  const title = shell.resources[group.resource] ?? group.resource
  return (
    <Group heading={group.matched > group.refs.length ? `${title} · ${words.more(group.refs.length, group.matched)}` : title}>
      {group.refs.map((ref) => <Item key={ref.key} value={`${ref.resource} ${ref.key}`} icon={<Icon aria-hidden size={14} />} onSelect={go(hrefOf(ref))}>{ref.label}</Item>)}
      {group.matched > group.refs.length ? <Item value={`all ${group.resource}`} icon={<Search aria-hidden size={14} />} onSelect={go(`${pageHref(page)}?q=${encodeURIComponent(q.trim())}`)}>{words.all(title)}</Item> : null}
    </Group>
  )
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return <Command.Group heading={heading} className="[&:not(:has([cmdk-item]))]:hidden [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint">{children}</Command.Group>
}

function Item({ value, icon, onSelect, children }: { value: string; icon: ReactNode; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item value={value} onSelect={onSelect} className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-13 data-[selected=true]:bg-hover max-sm:h-10">
      <span className="shrink-0 text-soft">{icon}</span>
      <span className="truncate">{children}</span>
    </Command.Item>
  )
}
