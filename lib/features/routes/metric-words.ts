import type { RouteFact } from './readings'

/** Metrics with a plain number, as `ip -j` names them and `ip route` takes them (iproute2, ip/iproute.c, mx_names). */
const NUMBERS = ['window', 'ssthresh', 'cwnd', 'advmss', 'reordering', 'hoplimit', 'initcwnd', 'initrwnd', 'quickack', 'fastopen_no_cookie'] as const
/** In milliseconds. */
const TIMES = ['rtt', 'rttvar', 'rto_min'] as const
/** Single bits, told as keys without a value. */
const FEATURES = ['ecn', 'tcp_usec_ts'] as const

/** The metrics of a route but its MTU, in words with which it can be made again; null if it has none. */
export function metricWords(fact: Pick<RouteFact, 'metrics'>): string | null {
  if (!fact.metrics) return null
  const told: Record<string, unknown> = Object.assign({}, ...fact.metrics)
  const features = FEATURES.filter((name) => name in told)
  const words = [
    ...(features.length > 0 ? ['features', ...features] : []),
    ...NUMBERS.flatMap((name) => (typeof told[name] === 'number' ? [`${name} ${told[name]}`] : [])),
    ...TIMES.flatMap((name) => (typeof told[name] === 'number' ? [`${name} ${told[name]}ms`] : [])),
    ...(typeof told['congestion'] === 'string' ? [`congctl ${told['congestion']}`] : []),
  ]
  return words.length > 0 ? words.join(' ') : null
}
