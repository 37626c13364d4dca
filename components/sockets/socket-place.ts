import type { SocketRow } from '../../lib/features/sockets/schema'

/** `[::]:80`, as one writes it in a URL; the zone inside the brackets. */
export function socketPlace({ family, address, port, dev }: Pick<SocketRow, 'family' | 'address' | 'port' | 'dev'>): string {
  const zoned = dev === null || address.includes('%') ? address : `${address}%${dev}`
  return family === 6 ? `[${zoned}]:${port}` : `${zoned}:${port}`
}

/** Which packets arrive: both families, or one. */
export function takes(row: Pick<SocketRow, 'family' | 'alsoIpv4'>): 'both' | 'six' | 'four' {
  return row.family === 4 ? 'four' : row.alsoIpv4 ? 'both' : 'six'
}

/** Where the socket lives and for whom. */
export function placeOf(row: Pick<SocketRow, 'inside' | 'enginePort'>): 'host' | 'published' | 'inside' {
  return row.inside ? 'inside' : row.enginePort ? 'published' : 'host'
}
