import { expect, SECRET_SHAPE, test } from '../fixtures'
import { consoleReady } from '../lab/api.mjs'

/** Words that stand nowhere else: what people mistype, paste into the wrong field, or send by mistake. */
const HUSH = 'hush-b7c1f4-hush'

test('@see logs are lines of JSON, and hold nothing of what was typed', async ({ page, host, sh }) => {
  const since = (await sh('date', '+%F %T')).trim()
  await sh('systemctl', 'restart', 'dock6-console')
  await consoleReady(host)
  await page.goto('/api/v1/health')
  const sent = await page.evaluate(async (word) => {
    const post = async (path: string, body: string, headers: Record<string, string> = {}) => (await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })).status
    const change = '/api/v1/hosts/local/changes'
    return [
      await post('/api/v1/session', JSON.stringify({ name: `mallory-${Date.now()}`, password: word })),
      await post('/api/v1/session', JSON.stringify({ name: word.repeat(10), password: word })),
      await post('/api/v1/session', `{"name":"admin","password":"${word}`),
      await post('/api/v1/setup', JSON.stringify({ token: word, name: 'x', password: word })),
      await post(`/api/v1/session?password=${word}`, '[]', { authorization: `Basic ${word}` }),
      await post(change, JSON.stringify({ intents: [{ kind: word, input: { password: word } }] })),
      await post(change, JSON.stringify({ intents: [{ kind: 'engine.configure', input: { set: { proxies: { 'https-proxy': `http://ann:${word}@proxy.test` } } } }] })),
      (await fetch(`/api/v1/hosts/local/containers?q=${word}`)).status,
      (await fetch(`/api/v1/hosts/local/${word}`)).status,
    ]
  }, HUSH)
  expect(sent.slice(0, 6).every((status) => status >= 400), sent.join(' ')).toBe(true)
  // What the processes wrote themselves, without what systemd says of them.
  const lines = (await sh('journalctl', '--no-pager', '-o', 'cat', '--since', since, '_SYSTEMD_UNIT=dock6-keeper.service', '+', '_SYSTEMD_UNIT=dock6-console.service')).trim().split('\n')
  expect(lines.length, 'something was logged').toBeGreaterThan(1)
  for (const line of lines) expect(() => JSON.parse(line) as unknown, line).not.toThrow()
  expect(lines.filter((line) => line.includes(HUSH) || SECRET_SHAPE.test(line))).toEqual([])
})
