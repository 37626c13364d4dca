import { z } from 'zod'
import type { Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseValue } from '../parse-json'
import type { Image } from './schema'

const words = z.array(z.string()).nullish().transform((list) => list ?? [])
const keys = z.record(z.string(), z.unknown()).nullish().transform((map) => Object.keys(map ?? {}).sort())

/** As much of an image as is shown: the client hands on no more, as its environment may hold secrets. */
const imageSchema = z.object({
  Id: z.string().min(1),
  RepoTags: words,
  Created: z.union([z.string(), z.number()]).nullish(),
  Size: z.number().nullish(),
  Config: z.object({ ExposedPorts: keys, Volumes: keys, Entrypoint: words, Cmd: words, Healthcheck: z.object({ Test: words }).nullish() }).nullish(),
})

/** All images that the engine has. */
export const engineImages: Reading<Image[]> = {
  name: 'engine-images',
  source: { type: 'engine', call: 'images', shows: 'docker image ls -q | xargs docker image inspect' },
  wakes: ['image', 'daemon'],
  parse: (raw) => mapResult(parseValue(raw, z.array(imageSchema), 'GET /images/<id>/json'), (images) => images.map(toImage)),
}

function toImage({ Id, RepoTags, Created, Size, Config }: z.infer<typeof imageSchema>): Image {
  const test = Config?.Healthcheck?.Test ?? []
  return {
    id: Id,
    names: RepoTags.filter((name) => !name.includes('<none>')).sort(),
    createdAt: typeof Created === 'number' ? new Date(Created * 1000).toISOString() : (Created ?? ''),
    size: Size ?? 0,
    exposed: Config?.ExposedPorts ?? [],
    volumes: Config?.Volumes ?? [],
    entrypoint: Config?.Entrypoint ?? [],
    command: Config?.Cmd ?? [],
    healthCheck: test.length > 0 && test[0] !== 'NONE',
  }
}
