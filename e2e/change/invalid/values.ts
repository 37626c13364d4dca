import fc from 'fast-check'

/** Hostile and near-miss texts that are no IPv6 address of one machine. */
export const NOT_UNICAST6 = [
  '2001:db8::1::2', '2001:db8::12345', '2001:db8:::1', '2001:db8:1:2:3:4:5', '2001:db8:1:2:3:4:5:6:7', '2001:db8::g', '[2001:db8::1]', '2001:db8::1/64', '2001:db8::1%eth0', '2001:db8::1 2001:db8::2',
  '1.2.3', '192.0.2.300', '010.0.0.1', '0x20010db8', '::', '::1', 'ff02::1', '::ffff:192.0.2.1', 'localhost', '2001:db8::１', '2001:db8::1;id', ...corrupted('2001:db8:23:42::77'),
]

/** The same with a prefix length, and what is wrong with that. */
export const NOT_PREFIX6 = [
  '2001:db8:9::', '2001:db8:9::/', '2001:db8:9::/129', '2001:db8:9::/-1', '2001:db8:9::/064', '2001:db8:9::/6 4', '2001:db8:9::/64/64', '2001:db8:9/64', '/64', '2001:db8:9::/ffff::', '2001:db8::9::/64', '[2001:db8:9::]/64',
  '2001:db8:9::%eth0/64', '2001:db8:9::/1e1', '192.0.2.0/33', '192.0.2/24', ...corrupted('2001:db8:9::/64'),
]

export const NO_LINK = ['', 'no-such-link', 'eth0 ', ' eth0', 'ETH0', 'eth0/../lo', 'eth0@if2', 'a'.repeat(16), 'eth0\t', '*', '\ufffd']

export const NO_MAC = ['', '02:42:ac:11:00', '02:42:ac:11:00:02:03', '02-42-ac-11-00-02', '0242ac110002', '02:42:ac:11:00:zz', '2:42:ac:11:0:2', '01:00:5e:00:00:01', '33:33:00:00:00:01', 'ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00', '02:42:ac:11:00:02 ;']

/** Names that neither engine takes. */
export const NO_NETWORK_NAME = ['', ' ', 'x y', '-x', '.x', '_x', 'ä', 'a/b', '../x', 'a:b', 'a\tb', 'x\u0000', '😀', 'a'.repeat(300)]

/** A text with one character put in that breaks it, the same ones each time. */
function corrupted(text: string): string[] {
  const broken = fc.tuple(fc.integer({ min: 0, max: text.length }), fc.constantFrom('x', '[', '!', '"', '\\', '_')).map(([n, sign]) => text.slice(0, n) + sign + text.slice(n))
  return [...new Set(fc.sample(broken, { seed: 6, numRuns: 6 }))]
}
