import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { awaitContainer } from './await-container'

let service: Server
let port: number
const listen = (at: number) => new Promise<void>((resolve) => service.listen({ host: '127.0.0.1', port: at }, resolve))
const close = () => new Promise<void>((resolve) => void service.close(() => resolve()))

/** A port that nobody listens on, to be taken by the service later. */
beforeEach(async () => {
  service = createServer()
  await listen(0)
  port = (service.address() as AddressInfo).port
  await close()
})
afterEach(() => close())

const running = { RestartCount: 0, State: { Status: 'running' } }
/** Answers one after the other, the last one for good; `on` is called at each look. */
const telling = (answers: object[], on: (look: number) => Promise<void> | void = () => {}) => {
  let look = 0
  return async () => {
    await on(++look)
    return answers[Math.min(look, answers.length) - 1]
  }
}
const words = async () => 'last words'
const served = (inspect: () => Promise<unknown>, seconds: number) => awaitContainer(inspect, words, { seconds, serves: { address: '127.0.0.1', port } })

describe('what a container serves is waited for', () => {
  test('until it listens, however late within the time', async () => {
    expect(await served(telling([running], (look) => (look === 3 ? listen(port) : undefined)), 20)).toBe('')
  })
  test('no longer than the time', async () => {
    await expect(served(telling([running]), 0.4)).rejects.toMatchObject({ problem: { code: 'command_failed', message: `Nobody answered at 127.0.0.1 port ${port} within 0.4 s.`, evidence: { text: expect.stringMatching(/ECONNREFUSED[^]*last words/) } } })
  })
  test.each<[string, object, RegExp]>([
    ['ended', { RestartCount: 0, State: { Status: 'exited', ExitCode: 7 } }, /ended with code 7/],
    ['was started again', { RestartCount: 1, State: { Status: 'running' } }, /did not stay up/],
    ['is unhealthy', { RestartCount: 0, State: { Status: 'running', Health: { Status: 'unhealthy' } } }, /health check/],
  ])('no longer than until it %s', async (_name, then, says) => {
    const began = Date.now()
    await expect(served(telling([running, running, then]), 60)).rejects.toMatchObject({ problem: { message: expect.stringMatching(says) } })
    expect(Date.now() - began).toBeLessThan(20_000)
  })
})

test('without a port it is enough that it runs steadily, or is healthy', async () => {
  const starting = { RestartCount: 0, State: { Status: 'running', Health: { Status: 'starting' } } }
  const healthy = { RestartCount: 0, State: { Status: 'running', Health: { Status: 'healthy' } } }
  expect(await awaitContainer(telling([starting, starting, healthy]), words, { seconds: 20 })).toBe('healthy')
  expect(await awaitContainer(telling([running]), words, { seconds: 20 })).toBe('')
})
