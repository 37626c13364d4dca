import { hostileTexts } from '../../lib/features/containers/fixtures/hostile-texts'
import { expect, test } from '../fixtures'
import { hostJson, labInfo } from '../lab/api.mjs'
import { hostSnapshot } from '../snapshot'

const NAME = 'hos-web'
/** Previews under way at the same time. */
const ABREAST = 8

test.describe('@publish hostile texts for a host address', () => {
  test.afterEach(async ({ sh }) => void (await sh('sh', '-c', `docker rm -f ${NAME}; true`)))

  test('none widens what is exposed, all are refused at their field', async ({ page, host, sh }) => {
    test.setTimeout(120_000)
    const six = labInfo().hosts.find(({ name }) => name === host)!.address
    const [eth0] = (await hostJson(host, ['ip', '-j', '-4', 'addr', 'show', 'dev', 'eth0'])) as { addr_info: { local: string }[] }[]
    const texts = hostileTexts(six, eth0!.addr_info[0]!.local)
    expect(texts.length).toBeGreaterThanOrEqual(200)
    await sh('sh', '-c', `docker rm -f ${NAME} 2>/dev/null; docker run -d --name ${NAME} busybox:lab sleep 9999`)
    await page.goto('/api/v1/health')
    const state = async () => ({ ...(await hostSnapshot(host)), sockets: (await sh('ss', '-Hltun')).split('\n').map((line) => line.trim()).sort() })
    const before = await state()

    const refusals = await page.evaluate(async ([all, name, abreast]) => {
      const ask = async (kind: string, input: object) => {
        const answer = await fetch('/api/v1/hosts/local/changes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ intents: [{ kind, input }] }) })
        const { problem } = await answer.json()
        return [answer.status >= 400 && answer.status < 500 ? '4xx' : answer.status, problem?.field ?? null, problem?.message ?? ''] as const
      }
      const found: { text: string; publish: readonly unknown[]; create: readonly unknown[] }[] = []
      let next = 0
      const worker = async () => {
        for (let text = all[next++]; text !== undefined; text = all[next++]) {
          const bindings = [{ containerPort: 80, hostAddress: text, hostPort: 80 }]
          found.push({ text, publish: await ask('containers.publish', { container: name, bindings }), create: await ask('containers.create', { name: 'hos-new', image: 'busybox:lab', bindings }) })
        }
      }
      await Promise.all(Array.from({ length: abreast }, worker))
      return found
    }, [texts, NAME, ABREAST] as const)

    const refused = ['4xx', 'bindings.0.hostAddress', expect.stringMatching(/\w/)]
    expect(refusals).toHaveLength(texts.length)
    for (const { text, publish, create } of refusals) expect({ text, publish, create }).toEqual({ text, publish: refused, create: refused })
    expect(await state()).toEqual(before)
  })
})
