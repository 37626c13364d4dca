import { expect, test } from 'vitest'
import { unpublishInput as schema } from '../../lib/features/containers/publish-input'
import type { Container } from '../../lib/features/containers/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import { bindingOfRow, linesWithout, unpublishInput } from './unpublish-values'

const A = '2001:db8:23:42::202'
const row = (hostIp: string, hostPort: number | null, containerPort = 80) => ({ proto: 'tcp', hostIp, hostPort, containerPort, container: { id: 'i', name: 'web' } }) as PortRow
const web = { name: 'web', service: 'front', published: [{ port: '80/tcp', hostIp: '', hostPort: '8080' }, { port: '80/tcp', hostIp: A, hostPort: '80' }, { port: '81/tcp', hostIp: A, hostPort: '' }] } as unknown as Container

test('a row is told by what was asked for, and taken back by that', () => {
  const asked = (of: PortRow) => {
    const binding = bindingOfRow(of, web)
    return binding && schema.parse(unpublishInput(of, binding, false)).bindings[0]
  }
  expect(asked(row(A, 80))).toMatchObject({ hostAddress: A, hostPort: 80 })
  expect(asked(row('::', 8080))).toMatchObject({ hostAddress: '', hostPort: 8080 })
  expect(asked(row('0.0.0.0', 8080))).toMatchObject({ hostAddress: '', hostPort: 8080 })
  expect(asked(row(A, 49153, 81))).toMatchObject({ hostAddress: A, hostPort: 49153, containerPort: 81 })
  const ranged = { ...web, published: [{ port: '81/tcp', hostIp: A, hostPort: '8100-8110' }] } as unknown as Container
  const of = row(A, 8103, 81)
  expect(schema.parse(unpublishInput(of, bindingOfRow(of, ranged)!, false)).bindings[0]).toMatchObject({ hostAddress: A, hostPort: 8103, containerPort: 81 })
  expect(bindingOfRow(row(A, 8111, 81), ranged)).toBeNull()
  expect(asked(row('::', 49200, 99))).toBeNull()
})

test('a row at an address that nobody asked for is taken back by what was asked for', () => {
  const of = row('192.0.2.10', 8080)
  expect(schema.parse(unpublishInput(of, bindingOfRow(of, web)!, false)).bindings[0]).toMatchObject({ hostAddress: '', hostPort: 8080 })
  const unreadable = { ...web, published: [{ port: '80/tcp', hostIp: 'fe80::1%eth0', hostPort: '8080' }] } as unknown as Container
  const wide = row('::', 8080)
  expect(schema.parse(unpublishInput(wide, bindingOfRow(wide, unreadable)!, false)).bindings[0]).toMatchObject({ hostAddress: 'fe80::1%eth0', hostPort: 8080 })
})

test('a row of --publish-all is taken back by the port that it has now', () => {
  const all = { ...web, publishAll: true, exposed: ['80/tcp', '99/tcp'] } as unknown as Container
  const of = row('::', 49200, 99)
  expect(schema.parse(unpublishInput(of, bindingOfRow(of, all)!, false)).bindings[0]).toMatchObject({ hostAddress: '', hostPort: 49200, containerPort: 99 })
  expect(linesWithout({ ...all, labels: {} }, bindingOfRow(of, all)!).yaml).not.toContain('target: 99')
  expect(linesWithout({ ...all, labels: {} }, bindingOfRow(row(A, 80), all)!).yaml).toContain('target: 99')
})

test('the lines for a Compose file are without it', () => {
  const lines = linesWithout({ ...web, labels: {} }, bindingOfRow(row(A, 80), web)!).yaml
  expect(lines).toContain('"front":')
  expect(lines).toContain('published: "8080"')
  expect(lines).not.toContain('published: "80"\n')
})
