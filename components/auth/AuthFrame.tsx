import type { ReactNode } from 'react'
import { auth } from '../../lib/text/en/auth'
import { shell } from '../../lib/text/en/shell'
import { TipLayer } from '../ui/TipLayer'

/** The frame of the pages before the login. */
export function AuthFrame({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[376px] flex-col justify-center px-5 py-10">
      <div className="mb-6 flex items-center gap-2.5">
        {/* eslint-disable-next-line @next/next/no-img-element -- the image optimizer is off, and this is an SVG */}
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span className="text-14 font-semibold">{shell.product}</span>
        <span className="text-12 text-faint">{auth.lead}</span>
      </div>
      <h1 className="mb-1 text-20 font-semibold">{title}</h1>
      {intro ? <div className="mb-4 text-13 text-soft">{intro}</div> : <div className="mb-3" />}
      {children}
      <TipLayer />
    </main>
  )
}
