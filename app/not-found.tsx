import Link from 'next/link'
import { shell } from '../lib/text/en/shell'

/** A URL that leads nowhere. */
export default function NotFound() {
  const { title, why, action } = shell.problem.notFound
  return (
    <main className="mx-auto flex min-h-[60dvh] max-w-md flex-col items-start justify-center gap-2 p-6">
      <h1 className="text-20 font-semibold">{title}</h1>
      <p className="text-soft">{why}</p>
      <Link href="/hosts/local/overview" className="mt-2 inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 font-medium hover:bg-hover">{action}</Link>
    </main>
  )
}
