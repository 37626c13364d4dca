/** The kinds of changes that pages offer. They are declared in `lib/features/<feature>/changes.ts`; what is not there has no button. */
const KINDS = [
  'addresses.add', 'addresses.remove',
  'routes.add', 'routes.replace', 'routes.remove',
  'neighbors.add', 'neighbors.remove', 'neighbors.flush',
  'proxies.add', 'proxies.remove', 'proxies.rule-add', 'proxies.rule-remove',
  'ndppd.rule-add', 'ndppd.rule-remove', 'ndppd.service',
  'bridges.create', 'bridges.remove', 'bridges.attach', 'bridges.detach',
  'sysctls.set', 'kept.forget', 'containers.start-late',
  'networks.create', 'networks.recreate', 'networks.remove', 'networks.connect', 'networks.disconnect',
  'engine.configure', 'engine.write-file',
  'containers.publish', 'containers.unpublish', 'containers.start', 'containers.stop', 'containers.create',
] as const

export type ChangeKind = (typeof KINDS)[number]

/** What the keeper knows in this version. */
const OFFERED: ReadonlySet<ChangeKind> = new Set<ChangeKind>(KINDS)

/** Whether there is a change of this kind. */
export function canChange(kind: ChangeKind): boolean {
  return OFFERED.has(kind)
}
