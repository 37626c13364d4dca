/**
 * Whether anybody on a link asks for addresses by neighbor solicitation. Not on point-to-point links (PPP, WireGuard, tunnels): the other end sends everything that is routed here.
 * Null if the flags of the link are not known.
 */
export function hasNeighbors(flags: readonly string[] | undefined): boolean | null {
  return flags === undefined ? null : !flags.includes('POINTOPOINT') && !flags.includes('NOARP')
}
