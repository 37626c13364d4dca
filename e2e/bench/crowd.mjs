/** A host with many containers: two on each of a hundred dual-stack networks. */
import { labImage } from '../lab/config.mjs'
import { onTheHost } from './host.mjs'

const NETWORKS = 100
const PER_NETWORK = 2
const LABEL = 'dock6-bench'
export const CONTAINERS = NETWORKS * PER_NETWORK

/** Four loops keep both the engine and the command line busy. The IPv4 prefix is the one for benchmarks (RFC 2544). */
const UP = `
one() {
  hex=$(printf %x "$1")
  docker network create --label ${LABEL} --ipv6 --subnet "198.18.$1.0/24" --subnet "2001:db8:be:$hex::/64" "bench-$1" >/dev/null || return 1
  for n in $(seq ${PER_NETWORK}); do
    docker run -d --label ${LABEL} --network "bench-$1" --name "bench-$1-$n" ${labImage} httpd -f -p 80 >/dev/null || return 1
  done
}
every() { for i in $(seq "$1" 4 ${NETWORKS}); do one "$i" || exit 1; done; }
every 1 & a=$!; every 2 & b=$!; every 3 & c=$!; every 4 & d=$!
wait $a && wait $b && wait $c && wait $d
`
/** Hundreds of new links tell of themselves for 20 s and more; what is measured is a host at rest. */
const SETTLE = `
for try in $(seq 20); do [ "$(timeout 3 ip monitor link | wc -l)" = 0 ] && exit 0; done
echo 'the links do not come to rest' >&2; exit 1
`
const DOWN = `
docker ps -aq --filter label=${LABEL} | xargs -r -n 25 -P 4 docker rm -f >/dev/null
docker network ls -q --filter label=${LABEL} | xargs -r -n 25 -P 2 docker network rm >/dev/null
`

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withCrowd(work) {
  const shell = (/** @type {string} */ script) => onTheHost(['sh', '-c', script], { timeoutMs: 240_000 })
  await shell(DOWN)
  try {
    await shell(UP)
    await onTheHost(['sh', '-c', SETTLE], { timeoutMs: 90_000 })
    return await work()
  } finally {
    await shell(DOWN)
  }
}
