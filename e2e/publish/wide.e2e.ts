import { ended, planned } from '../change/speak'
import { expect, test } from '../fixtures'

const NAME = 'wid-web'
const ADDRESSES = { modern: '2001:db8:23:42::b1', old: '2001:db8:23:42::b2' }
const ENV = '/etc/dock6/dock6.env'

/**
 * An engine that binds wider than asked, between dock6 and the real one: it makes containers with all addresses in the place of the one that was asked for.
 * `lies`: and tells of them as if they had the one.
 */
const WIDE = `
const http = require('http'), [address, lies] = process.argv.slice(1)
const asked = '"HostIp":"' + address + '"', wide = '"HostIp":"::"'
try { require('fs').unlinkSync('/run/wide.sock') } catch {}
http.createServer((request, response) => {
  const pieces = []
  request.on('data', (piece) => pieces.push(piece)).on('end', () => {
    const making = request.method === 'POST' && request.url.includes('/containers/create')
    const telling = lies === 'lies' && request.method === 'GET' && /\\/containers\\/[^?]*json/.test(request.url)
    const body = Buffer.from(making ? Buffer.concat(pieces).toString().replaceAll(asked, wide) : Buffer.concat(pieces))
    const headers = { ...request.headers, ...(body.length > 0 ? { 'content-length': body.length } : {}) }
    delete headers['transfer-encoding']
    http.request({ socketPath: '/run/docker.sock', path: request.url, method: request.method, headers, agent: false }, (answer) => {
      if (!telling) return response.writeHead(answer.statusCode, answer.headers), response.flushHeaders(), answer.pipe(response)
      const told = []
      answer.on('data', (piece) => told.push(piece)).on('end', () => {
        const text = Buffer.concat(told).toString().replaceAll(wide, asked).replaceAll('"IP":"::"', '"IP":"' + address + '"')
        const { 'content-length': _length, 'transfer-encoding': _coding, ...rest } = answer.headers
        response.writeHead(answer.statusCode, { ...rest, 'content-length': Buffer.byteLength(text) }).end(text)
      })
    }).on('error', () => response.destroy()).end(body)
  })
}).listen('/run/wide.sock')
`

test.describe('@publish an engine that binds wider than asked', () => {
  for (const way of ['says so', 'lies'] as const) {
    test(`is found out when it ${way}, and what it did is undone`, async ({ page, host, sh, journal }) => {
      test.setTimeout(90_000)
      // The keeper is made to speak to another engine, and back.
      journal.allow.push(/./)
      const address = ADDRESSES[host]
      const listening = () => sh('sh', '-c', "ss -Hltn 'sport = :8085' | awk '{print $4}'")
      await sh('sh', '-c', `docker rm -f ${NAME} 2>/dev/null; ip addr replace ${address}/64 dev eth0 nodad; docker run -d --name ${NAME} --stop-timeout 1 busybox:lab sh -c 'mkdir /w; echo wide > /w/index.html; exec httpd -f -p "[::]:80" -h /w'`)
      const id = await sh('docker', 'inspect', '-f', '{{.Id}} {{.State.Running}}', NAME)
      await sh('systemd-run', '--unit', 'wide-engine', '--collect', 'node', '-e', WIDE, address, way)
      try {
        await sh('sh', '-c', `until [ -S /run/wide.sock ]; do sleep 0.05; done; mkdir -p /etc/dock6; echo DOCK6_ENGINE=/run/wide.sock > ${ENV}; systemctl restart dock6-keeper`)
        await page.goto('/api/v1/health')
        const intent = { kind: 'containers.publish', input: { container: NAME, bindings: [{ containerPort: 80, hostAddress: address, hostPort: 8085 }] } }
        let change: { id: string } | undefined
        await expect(async () => void (change = await planned(page, intent))).toPass({ timeout: 20_000 })
        const end = ended(page, change!.id)
        // It was open to all for a moment: the engine did it. What counts is that it is seen.
        await expect.poll(listening, { timeout: 20_000, intervals: [100] }).toMatch(/\*|\[::\]/)
        const failed = await end
        expect(failed.state, JSON.stringify(failed.problem)).toBe('failed')
        expect(JSON.stringify(failed.problem)).toContain(address)
        expect(await listening()).toBe('')
        // By the engine's own word, or by the kernel's sockets and rules where it lies: before the original goes.
        expect(await sh('docker', 'inspect', '-f', '{{.Id}} {{.State.Running}}', NAME)).toBe(id)
        expect(await sh('docker', 'port', NAME)).toBe('')
        expect(await sh('docker', 'ps', '-a', '--format', '{{.Names}}')).not.toContain('dock6')
      } finally {
        await sh('sh', '-c', `rm -f ${ENV}; systemctl restart dock6-keeper; systemctl stop wide-engine; rm -f /run/wide.sock; docker rm -f ${NAME}; ip addr del ${address}/64 dev eth0; true`)
      }
    })
  }
})
