/** What was typed, as far as a sentence repeats it. The longest address in text has 45 characters, with a zone and a length 65. */
const said = (s: string) => (s.length > 100 ? `${s.slice(0, 100)}…` : s)

/** Sentences about address and prefix input. */
export const ip = {
  empty: 'Write an address.',
  brackets: (s: string) => `Write the address without brackets: ${said(s.replace(/[[\]]/g, ''))}`,
  lengthNotWanted: (s: string) => `Write the address alone, without a prefix length: ${said(s.split('/')[0] ?? '')}`,
  notAddress: (s: string) => `“${said(s)}” is not an IP address. Expected for example 2001:db8::5 or 192.0.2.5.`,
  lengthMissing: (s: string) => `“${said(s)}” has no prefix length. Expected for example 2001:db8:1::/64.`,
  notPrefix: (s: string) => `“${said(s)}” is not a prefix. Expected for example 2001:db8:1::/64 or 192.0.2.0/24.`,
} as const
