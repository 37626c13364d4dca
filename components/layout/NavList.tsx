'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { shell } from '../../lib/text/en/shell'
import { cx } from '../ui/class-names'
import { PAGE_GROUPS, PAGE_ICONS, pageHref, pageOfPath, type PageName } from './pages'

/** All pages in their groups. In a folded rail only icons remain; the words are still there for screen readers and on hover. */
export function NavList({ onGo }: { onGo?: () => void }) {
  const here = pageOfPath(usePathname())
  // Fetching ahead all pages on every visit would ask the server thirteen times for nothing; the one under the pointer is worth it.
  const [near, setNear] = useState<PageName | null>(null)
  return (
    <nav aria-label={shell.navLabel} className="flex flex-col gap-4 px-2 py-2">
      {PAGE_GROUPS.map((group) => (
        <div key={group.title}>
          <h2 className="px-2 pb-1 text-12 text-faint folded:sr-only">{group.title}</h2>
          <ul className="flex flex-col gap-px">
            {group.pages.map((page) => {
              const Icon = PAGE_ICONS[page]
              const { title } = shell.pages[page]
              return (
                <li key={page}>
                  <Link href={pageHref(page)} prefetch={near === page} onPointerEnter={() => setNear(page)} onFocus={() => setNear(page)} aria-current={page === here ? 'page' : undefined} onClick={onGo} data-tip-folded={title} className={cx('flex h-8 items-center gap-2.5 rounded-md px-2 text-13 folded:justify-center folded:px-0 max-md:h-10', page === here ? 'bg-hover font-medium text-text' : 'text-soft hover:bg-hover hover:text-text')}>
                    <Icon aria-hidden size={16} strokeWidth={1.75} className={cx('shrink-0', page === here && 'text-accent')} />
                    <span className="truncate folded:sr-only">{title}</span>
                  </Link>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
