import { expect, test } from 'vitest'
import { engineImages } from './readings'
import { findImage, images } from './resource'
import type { Image } from './schema'

const raw = [
  { Id: 'sha256:f016a6cf358ebc2f0bb3f2d1f1b009a5c4cb8c58b144f059a60e4bbc17f7e49f', RepoTags: ['busybox:lab'], Created: '2026-11-21T15:42:31.3Z', Size: 1984132, Config: { ExposedPorts: null, Volumes: null, Entrypoint: null, Cmd: ['/bin/sh'] } },
  { Id: 'sha256:aaaaaaaaaaaaaaaaaaaa', RepoTags: ['web:latest', 'reg.example:5000/web:1'], Created: 1795275751, Size: 9, Config: { ExposedPorts: { '80/tcp': {}, '443/tcp': {} }, Volumes: { '/data': {} }, Entrypoint: ['/run'], Cmd: null, Healthcheck: { Test: ['CMD', 'true'] } } },
  { Id: 'sha256:bbbbbbbbbbbbbbbbbbbb', RepoTags: ['<none>:<none>'], Created: null, Size: null, Config: { Healthcheck: { Test: ['NONE'] } } },
  { Id: 'sha256:cccccccccccccccccccc', RepoTags: null, Config: null },
]

test('named images first', () => {
  const read = engineImages.parse(raw)
  if (!read.ok) throw new Error(read.problem.message)
  const rows = images.rows({ engineImages: read.value }, {}) as Image[]
  expect(rows.map(({ names }) => names)).toEqual([['busybox:lab'], ['reg.example:5000/web:1', 'web:latest'], [], []])
  expect(rows[0]).toEqual({ id: raw[0]!.Id, names: ['busybox:lab'], createdAt: '2026-11-21T15:42:31.3Z', size: 1984132, exposed: [], volumes: [], entrypoint: [], command: ['/bin/sh'], healthCheck: false })
  expect(rows[1]).toMatchObject({ createdAt: '2026-11-21T15:42:31.000Z', exposed: ['443/tcp', '80/tcp'], volumes: ['/data'], entrypoint: ['/run'], healthCheck: true })
  expect(rows[2]).toMatchObject({ healthCheck: false })

  const found = (name: string) => findImage(rows, name)?.names
  expect([found('busybox:lab'), found('busybox'), found('web'), found('reg.example:5000/web'), found('reg.example:5000/web:1')]).toEqual([['busybox:lab'], undefined, ['reg.example:5000/web:1', 'web:latest'], undefined, ['reg.example:5000/web:1', 'web:latest']])
  expect(findImage(rows, 'f016a6cf358e')?.id).toBe(raw[0]!.Id)
  expect(findImage(rows, raw[2]!.Id)?.id).toBe(raw[2]!.Id)
  expect(findImage(rows, 'f016')).toBeUndefined()
})

test('what is no list of images is unreadable', () => expect(engineImages.parse([{ Id: 1 }])).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } }))
