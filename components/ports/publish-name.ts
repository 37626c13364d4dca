import type { Resolved } from '../../lib/features/resolve/schema'
import type { BindingValues } from './publish-values'

/** The address of a name to publish at: one that the host has before one that it can have. Null if there is none. */
export function targetByName({ asked, addresses }: Pick<Resolved, 'asked' | 'addresses'>): BindingValues['found'] {
  const six = addresses.filter(({ family }) => family === 6)
  const own = six.find(({ whose, flags }) => whose === 'host' && !flags.includes('dadfailed') && !flags.includes('tentative')) ?? six.find(({ whose }) => whose === 'host')
  if (own) return { asked, address: own.address, add: null }
  const near = six.find(({ whose, dev, prefix }) => whose === 'on-link' && dev !== null && prefix !== null)
  const length = Number(near?.prefix?.split('/')[1])
  return near && Number.isInteger(length) ? { asked, address: near.address, add: { dev: near.dev!, length } } : null
}
