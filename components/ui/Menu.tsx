'use client'
import { Check } from 'lucide-react'
import * as Dropdown from 'radix-ui/dropdown-menu'
import type { ReactNode } from 'react'

const ITEM = 'flex h-8 items-center gap-2 rounded-[5px] px-2 text-13 text-text outline-none select-none data-[highlighted]:bg-hover data-[disabled]:text-faint'

/** A menu that drops from `trigger` (a button). Not modal: the page behind stays alive. */
export function Menu({ trigger, children, align = 'end', label }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end'; label?: string }) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content align={align} sideOffset={4} collisionPadding={8} aria-label={label} className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-48 animate-appear overflow-y-auto rounded-lg bg-surface p-1 shadow-float">
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}

/** One act of a menu. */
export function MenuItem({ children, icon, onSelect, href }: { children: ReactNode; icon?: ReactNode; onSelect?: () => void; href?: string }) {
  const inner = <>{icon}{children}</>
  return (
    <Dropdown.Item className={ITEM} onSelect={onSelect} asChild={Boolean(href)}>
      {href ? <a href={href}>{inner}</a> : inner}
    </Dropdown.Item>
  )
}

/** One switch of a menu; the menu stays open, so that several can be set. */
export function MenuCheck({ children, checked, onChange }: { children: ReactNode; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Dropdown.CheckboxItem className={ITEM} checked={checked} onCheckedChange={onChange} onSelect={(event) => event.preventDefault()}>
      <span className="flex size-4 items-center justify-center rounded-[4px] border border-field data-[on=true]:border-accent-solid data-[on=true]:bg-accent-solid" data-on={checked}>{checked ? <Check aria-hidden size={12} strokeWidth={3} className="text-accent-text" /> : null}</span>
      {children}
    </Dropdown.CheckboxItem>
  )
}

/** A choice of one inside a menu. */
export function MenuRadio<V extends string>({ value, options, onChange }: { value: V; options: readonly { value: V; label: string; icon?: ReactNode }[]; onChange: (value: V) => void }) {
  return (
    <Dropdown.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
      {options.map((option) => (
        <Dropdown.RadioItem key={option.value} value={option.value} className={ITEM}>
          {option.icon}
          <span className="flex-1">{option.label}</span>
          <Dropdown.ItemIndicator><Check aria-hidden size={14} className="text-accent" /></Dropdown.ItemIndicator>
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  )
}

/** A quiet heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Dropdown.Label className="px-2 pt-1.5 pb-1 text-12 text-faint">{children}</Dropdown.Label>
}

export function MenuLine() {
  return <Dropdown.Separator className="my-1 h-px bg-line" />
}
