import type { Metadata, Viewport } from 'next'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { NonceForStyles } from '../components/layout/NonceForStyles'
import { readPrefs } from '../lib/client/prefs'
import { pageNonce } from '../lib/server/page-session'
import { shell } from '../lib/text/en/shell'
import './globals.css'

export const metadata: Metadata = {
  title: { template: `%s · ${shell.product}`, default: shell.product },
  icons: { icon: '/icon.svg' },
  robots: { index: false, follow: false },
  // A page full of addresses: phones must not turn them into phone numbers.
  formatDetection: { telephone: false, address: false, email: false },
}

export const viewport: Viewport = { colorScheme: 'dark light', width: 'device-width', initialScale: 1 }

/** The document. Reading headers makes every page dynamic, which the nonce of the content policy needs; the theme comes from a cookie, so nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = await pageNonce()
  const { theme } = readPrefs(await cookies())
  return (
    <html lang="en" data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        {nonce ? <NonceForStyles nonce={nonce} /> : null}
        {children}
      </body>
    </html>
  )
}
