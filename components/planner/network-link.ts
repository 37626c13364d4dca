/** The networks page with its form filled in for a part of a prefix. */
export function newNetworkHref(host: string, subnet: string, name = ''): string {
  const about = new URLSearchParams({ subnet, ...(name ? { name } : {}) })
  const search = new URLSearchParams({ new: '1', for: about.toString() })
  return `/hosts/${encodeURIComponent(host)}/networks?${search}`
}
