import type { Server, ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GET } from '@/app/api/v1/live/route'
import { DELETE } from '@/app/api/v1/session/route'
import { pageRequest, startKeeperStandIn, startTestConsole } from './fixtures/console'
import { createKeeperClient } from './keeper-client'
import { createLive } from './live'

let home: ReturnType<typeof startTestConsole>
let keeper: Server
let cookie: string
let watchers: ServerResponse[] = []
const context = { params: Promise.resolve({}) }

const listen = async () => {
  keeper = await startKeeperStandIn(home.socket, (_req, res) => {
    watchers.push(res)
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: hello\ndata: {"versions":{"routes":1}}\n\n')
  })
}
beforeEach(async () => {
  home = startTestConsole()
  cookie = home.runtime.sessions.create(home.runtime.users.createFirst('root', 'x')!, '::1')
  watchers = []
  await listen()
})
afterEach(() => {
  home.stop()
  keeper.closeAllConnections()
  keeper.close()
})

/** Reads a stream until the text has come, or the stream ended. */
async function until(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string): Promise<string> {
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return `${text}<end>`
    text += Buffer.from(value).toString()
    if (text.includes(wanted)) return text
  }
}
const times = { recheckMs: 30, firstDelayMs: 10, maxDelayMs: 40 }
const open = async (signal?: AbortSignal) => GET(pageRequest('/api/v1/live', { cookie, ...(signal ? { signal } : {}) }), context)
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('events pass through at once, uncompressed and unstored', async () => {
  const response = await open()
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
  const reader = response.body!.getReader()
  expect(await until(reader, 'hello')).toBe(': dock6\n\nevent: hello\ndata: {"versions":{"routes":1}}\n\n'.slice(0))
  watchers[0]!.write('event: changed\ndata: {"resource":"routes","version":2}\n\n')
  expect(await until(reader, 'changed')).toContain('"version":2')
  await reader.cancel()
})

test('the reader leaves: the watch on the keeper ends too', async () => {
  const leave = new AbortController()
  const reader = (await open(leave.signal)).body!.getReader()
  await until(reader, 'hello')
  let closed = false
  watchers[0]!.on('close', () => (closed = true))
  leave.abort()
  await wait(50)
  expect([closed, home.runtime.live.count()]).toEqual([true, 0])
})

test('signing out ends the stream, with a word why', async () => {
  const reader = (await open()).body!.getReader()
  await until(reader, 'hello')
  await DELETE(pageRequest('/api/v1/session', { method: 'DELETE', cookie }), context)
  const rest = await until(reader, 'never')
  expect(rest).toContain('event: end\ndata: {"problem":{"code":"not_signed_in"')
  expect(rest).toMatch(/<end>$/)
})

test('a session that times out ends the stream by itself', async () => {
  let valid = true
  const live = createLive(home.runtime.keeper, times)
  const stream = live.open({ key: 'a', valid: () => valid, problem: () => ({ code: 'not_signed_in', message: 'x' }) }, new AbortController().signal)
  const reader = stream!.getReader()
  await until(reader, 'hello')
  valid = false
  expect(await until(reader, 'never')).toContain('event: end')
})

test('the keeper dies and comes back: a state, whole events only, a new hello', async () => {
  const client = createKeeperClient(home.socket)
  const live = createLive(client, times)
  const stream = live.open({ key: 'a', valid: () => true, problem: () => ({ code: 'not_signed_in', message: 'x' }) }, new AbortController().signal)
  const reader = stream!.getReader()
  await until(reader, 'hello')
  watchers[0]!.write('event: changed\ndata: {"resource":"rou')
  await wait(20)
  keeper.closeAllConnections()
  await new Promise((resolve) => keeper.close(resolve))
  const state = await until(reader, 'keeper_unreachable')
  expect(state).not.toContain('changed')
  expect(state).toMatch(/^event: state\ndata: \{"problem":\{"code":"keeper_unreachable"/)
  await listen()
  expect(await until(reader, 'hello')).toContain('event: hello')
  live.closeAll()
  expect(await until(reader, 'never')).toMatch(/<end>$/)
  client.close()
})

test('streams per session are bounded', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 13; i++) statuses.push((await open()).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(12)
  expect(statuses.at(-1)).toBe(429)
})

test('a reader that does not read is cut off, not collected for', async () => {
  const stream = home.runtime.live.open({ key: 'slow', valid: () => true, problem: () => ({ code: 'not_signed_in', message: 'x' }) }, new AbortController().signal)
  await wait(30)
  for (let i = 0; i < 8; i++) watchers[0]!.write(`event: changed\ndata: ${'x'.repeat(100_000)}\n\n`)
  await wait(100)
  expect(home.runtime.live.count()).toBe(0)
  await stream?.cancel()
})
