import { defineResource } from '../../core/resource'
import { engineImages } from './readings'
import type { Image } from './schema'

/** The images that containers can be made from without fetching any. */
export const images = defineResource({
  name: 'images',
  needs: { engineImages },
  enriches: {},
  rows: ({ engineImages }): Image[] => engineImages.toSorted((a, b) => Number(a.names.length === 0) - Number(b.names.length === 0) || (a.names[0] ?? a.id).localeCompare(b.names[0] ?? b.id)),
  key: (row: Image) => row.id,
  search: (row: Image) => [row.id, ...row.names, ...row.exposed].join(' '),
  sorts: { createdAt: 'text', size: 'number' },
})

/** The image of this name, as the engine would find it: `latest` where no tag is said, an id or its beginning (12 digits and more). */
export function findImage(images: readonly Image[], given: string): Image | undefined {
  const isTagged = /:[\w][\w.-]*$/.test(given.split('/').at(-1) ?? '')
  const name = isTagged ? given : `${given}:latest`
  const digits = given.replace(/^sha256:/, '')
  return images.find(({ names }) => names.includes(name)) ?? (/^[0-9a-f]{12,64}$/.test(digits) ? images.find(({ id }) => id.replace(/^sha256:/, '').startsWith(digits)) : undefined)
}
