/** Sentences about address and prefix input. */
export const ip = {
  empty: 'Write an address.',
  brackets: (s: string) => `Write the address without brackets: ${s.replace(/[[\]]/g, '')}`,
  lengthNotWanted: (s: string) => `Write the address alone, without a prefix length: ${s.split('/')[0]}`,
  notAddress: (s: string) => `“${s}” is not an IP address. Expected for example 2001:db8::5 or 192.0.2.5.`,
  lengthMissing: (s: string) => `“${s}” has no prefix length. Expected for example 2001:db8:1::/64.`,
  notPrefix: (s: string) => `“${s}” is not a prefix. Expected for example 2001:db8:1::/64 or 192.0.2.0/24.`,
} as const
