import { spawn, type ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { containerNetns } from '../../features/containers/readings'
import { engineProcess } from '../../features/engine/readings'
import { gatherContainerNetns } from './container-netns'
import { gatherEngineProcess } from './engine-process'

// Needs its own network namespaces, hence root.
describe.runIf(process.getuid?.() === 0)('network namespaces of running processes', () => {
  let child: ChildProcess
  beforeAll(async () => {
    const listen = 'require("net").createServer().listen(8080,"::",()=>console.log("up"))'
    child = spawn('unshare', ['-n', 'sh', '-c', `ip link set lo up; exec ${process.execPath} -e '${listen}'`], { stdio: ['ignore', 'pipe', 'ignore'] })
    await new Promise((up) => child.stdout?.once('data', up))
  })
  afterAll(() => void child.kill('SIGKILL'))

  test('listeners, addresses and links; twins; what is gone and what is the host’s is left out', async () => {
    const pid = child.pid ?? 0
    const raw = await gatherContainerNetns([{ id: 'a', pid }, { id: 'twin', pid }, { id: 'gone', pid: 0x3fffff }, { id: 'host', pid: process.pid }])
    const result = containerNetns.parse(raw)
    if (!result.ok) throw new Error(JSON.stringify(result.problem))
    expect(result.value.map((one) => one.id)).toEqual(['a', 'twin'])
    for (const one of result.value) {
      expect(one.listening).toContainEqual({ proto: 'tcp', family: 6, address: '::', port: 8080 })
      expect(one.addresses).toContainEqual({ dev: 'lo', address: '::1', length: 128, scope: 'host', flags: [] })
      expect(one.links).toContainEqual({ name: 'lo', index: 1, iflink: null, mac: null })
    }
    // The second time socket tables come from memory, and say the same.
    expect(await gatherContainerNetns([{ id: 'a', pid }])).toMatchObject([{ files: { tcp6: raw[0]?.files.tcp6 } }])
  })
})

test('the engine process, there or not, parses', () => {
  expect(engineProcess.parse(gatherEngineProcess())).toMatchObject({ ok: true })
})
