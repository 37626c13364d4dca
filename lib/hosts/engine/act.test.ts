import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commandOf, type EngineAct } from '../../core/action'
import { createEngineAct } from './act'

let folder: string
let engine: Server
let heard: { line: string; body: unknown }[]
let reply: { status: number; message: string } | null
let state: string
let api: string
let told: object

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dock6-engine-act-'))
  heard = []
  reply = null
  state = 'created'
  api = '1.41'
  told = {}
  engine = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      if (request.url === '/version') return response.setHeader('content-type', 'application/json').end(JSON.stringify({ ApiVersion: api, MinAPIVersion: '1.12' }))
      heard.push({ line: `${request.method} ${request.url}`, body: text === '' ? null : JSON.parse(text) })
      if (reply) response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify({ message: reply.message }))
      else if (request.method === 'DELETE') response.writeHead(204).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ Id: 'x', State: { Status: state }, ...told }))
    })
  })
  await new Promise<void>((resolve) => engine.listen(join(folder, 'sock'), resolve))
})
afterEach(() => {
  engine.close()
  engine.closeAllConnections()
  rmSync(folder, { recursive: true })
})

const perform = (act: EngineAct, again = false) => createEngineAct(join(folder, 'sock'))(act, { again })
const create: EngineAct = { act: 'network-create', name: 'web', body: { Name: 'other', EnableIPv6: true } }
const remove: EngineAct = { act: 'network-remove', network: 'web' }
const connect: EngineAct = { act: 'network-connect', network: 'web', container: 'c1', endpoint: { IPAMConfig: { IPv6Address: 'fd00::2' } } }
const disconnect: EngineAct = { act: 'network-disconnect', network: 'web', container: 'c1', force: true }

test.each([
  [create, 'POST /v1.41/networks/create', { Name: 'web', EnableIPv6: true, CheckDuplicate: true }],
  [remove, 'DELETE /v1.41/networks/web', null],
  [connect, 'POST /v1.41/networks/web/connect', { Container: 'c1', EndpointConfig: { IPAMConfig: { IPv6Address: 'fd00::2' } } }],
  [disconnect, 'POST /v1.41/networks/web/disconnect', { Container: 'c1', Force: true }],
])('%j', async (act, line, body) => {
  expect(await perform(act)).toEqual({ ok: true, value: '' })
  expect(heard[0]!.line.replace(/\?$/, '')).toBe(line)
  if (body) expect(heard[0]!.body).toMatchObject(body)
})

describe('a container to be', () => {
  const made: EngineAct = { act: 'container-create', name: 'web.dock6-new', body: { Image: 'web:1', Env: ['TOKEN=sealed-0123456789abcdef', 'EMPTY='], Cmd: ['run', '--key=sealed-0123456789abcdef'] } }
  const sealer = { open: (text: string) => (text.includes('ffffffff') ? { unknown: text } : { text: text.replace('sealed-0123456789abcdef', 'pa ss') }) }

  test('its secrets are put back for the engine alone', async () => {
    expect(await createEngineAct(join(folder, 'sock'), { sealer })(made, { again: false })).toEqual({ ok: true, value: '' })
    expect(heard).toEqual([{ line: 'POST /v1.41/containers/create?name=web.dock6-new', body: { Image: 'web:1', Env: ['TOKEN=pa ss', 'EMPTY='], Cmd: ['run', '--key=pa ss'] } }])
    expect(JSON.stringify(commandOf({ type: 'engine', ...made }))).not.toMatch(/pa ss|sealed/)
  })
  test('without one of them it is not made', async () => {
    const lost: EngineAct = { ...made, body: { Image: 'web:1', Env: ['A=sealed-ffffffffffffffff'] } }
    expect(await createEngineAct(join(folder, 'sock'), { sealer })(lost, { again: false })).toMatchObject({ ok: false, problem: { code: 'not_available' } })
    expect(heard).toEqual([])
  })
  test('what the engine says of it holds no secret', async () => {
    reply = { status: 409, message: 'Conflict. The container name "/web.dock6-new" is already in use' }
    expect(JSON.stringify(await createEngineAct(join(folder, 'sock'), { sealer })(made, { again: false }))).not.toContain('pa ss')
  })
  test.each([
    ['created', false, 'v=true'], ['exited', false, 'v=false'], ['exited', true, 'v=true'],
  ])('removed when %s, its change having failed: %s — its volumes without a name: %s', async (status, failed, volumes) => {
    state = status
    expect(await createEngineAct(join(folder, 'sock'))({ act: 'container-remove', container: 'web.dock6-new', fresh: true }, { again: true, failed })).toEqual({ ok: true, value: '' })
    expect(heard.at(-1)!.line).toMatch(new RegExp(`^DELETE /v1.41/containers/web.dock6-new\\?.*${volumes}`))
    await createEngineAct(join(folder, 'sock'))({ act: 'container-remove', container: 'web.dock6-old' }, { again: true, failed })
    expect(heard.at(-1)!.line).toContain('v=false')
  })
  test('only containers with a passing name are removed', async () => {
    expect(await perform({ act: 'container-remove', container: 'web', fresh: true })).toMatchObject({ ok: false, problem: { code: 'not_permitted' } })
    expect(heard).toEqual([])
  })
})

test('a clone is made for the platform of its original', async () => {
  const clone: EngineAct = { act: 'container-clone', from: 'web', name: 'web.dock6-new', change: {} }
  api = '1.48'
  told = { Id: '0123456789abcdef', Image: 'sha256:1', Config: { Image: 'web:1' }, HostConfig: {}, NetworkSettings: {}, ImageManifestDescriptor: { platform: { os: 'linux', architecture: 'arm64' } } }
  expect(await perform(clone)).toEqual({ ok: true, value: '' })
  expect(heard.at(-1)!.line).toBe('POST /v1.48/containers/create?name=web.dock6-new&platform=linux%2Farm64')
  told = { ...told, ImageManifestDescriptor: undefined }
  expect(await perform(clone)).toEqual({ ok: true, value: '' })
  expect(heard.at(-1)!.line).toBe('POST /v1.48/containers/create?name=web.dock6-new')
})

test('a container that is there again because its change failed is not waited for: it is as it was, working or not', async () => {
  const up: EngineAct = { act: 'container-await', container: 'web.dock6-old', seconds: 60 }
  expect(await createEngineAct(join(folder, 'sock'))(up, { again: true, failed: true })).toEqual({ ok: true, value: '' })
  expect(await createEngineAct(join(folder, 'sock'))(up, { again: true })).toMatchObject({ ok: false, problem: { code: 'command_failed' } })
})

test.each([
  [create, 409, 'network with name web already exists'],
  [remove, 404, 'network web not found'],
  [connect, 403, 'endpoint with name c1 already exists in network web'],
  [disconnect, 403, 'container c1 is not connected to network web'],
  [disconnect, 404, 'No such container: c1'],
])('%j: “%s %s” is success only when it may have been done before', async (act, status, message) => {
  reply = { status, message }
  expect(await perform(act)).toMatchObject({ ok: false, problem: { code: 'engine_refused', evidence: { text: expect.stringContaining(message) } } })
  expect(await perform(act, true)).toEqual({ ok: true, value: '' })
})

test.each([
  [create, 403, 'Pool overlaps with other one on this address space'],
  [remove, 403, 'network web has active endpoints'],
  [connect, 404, 'No such container: c1'],
  [disconnect, 500, 'internal'],
])('%j: “%s %s” is a failure always', async (act, status, message) => {
  reply = { status, message }
  expect(await perform(act, true)).toMatchObject({ ok: false, problem: { code: 'engine_refused' } })
})

test.each(['../containers/c1', '..', '', 'a/b', 'a\\b'])('%j is no name of a network', async (network) => {
  expect(await perform({ act: 'network-remove', network }, true)).toMatchObject({ ok: false, problem: { code: 'bad_input' } })
  expect(heard).toEqual([])
})
test('a name stays one segment of the path', async () => {
  await perform({ act: 'network-remove', network: 'a?force=1#%2e é' })
  expect(heard[0]!.line).toBe('DELETE /v1.41/networks/a%3Fforce%3D1%23%252e%20%C3%A9')
})

test('an engine that is away is unreachable', async () => {
  engine.close()
  rmSync(join(folder, 'sock'), { force: true })
  expect(await perform(remove, true)).toMatchObject({ ok: false, problem: { code: 'engine_unreachable' } })
})
