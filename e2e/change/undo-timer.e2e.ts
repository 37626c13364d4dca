import { expect, test } from '../fixtures'
import { hostExec } from '../lab/api.mjs'
import { settledSnapshot, untilAsBefore } from '../snapshot'
import { askKeeper, plannedByKeeper } from './falls'
import { act, planned, recorded } from './speak'
import { advertised, shortWindow, usualWindow, WINDOW_S } from './window'

// Risky by its plan, and harmless here: the answers to the LAN then take the default route.
const RISKY = { kind: 'routes.remove', input: { dst: '2001:db8:1a::/64', dev: 'eth0' } }
const SLACK_MS = 10_000

test.describe('@change the undo timer', () => {
  let putBack: () => Promise<void>
  test.beforeEach(async ({ host }) => {
    await shortWindow(host)
    putBack = await advertised(host)
  })
  test.afterEach(async ({ host }) => {
    await putBack()
    await usualWindow(host)
  })

  test('takes a change back although the keeper was killed; a late confirmation hears so', async ({ page, sh, host, journal }) => {
    test.setTimeout(90_000)
    journal.allow.push(/./)
    const before = await settledSnapshot(host)
    const { id, plan } = await planned(page, RISKY)
    expect(plan.risk).toBe('may-disconnect')
    const { body } = await act(page, id, 'apply')
    expect(body.state, JSON.stringify(body)).toBe('waiting')
    const unit = `dock6-revert-${id}`
    expect(await sh('systemctl', 'is-active', `${unit}.timer`)).toBe('active\n')
    await sh('sh', '-c', 'systemctl kill -s KILL dock6-keeper; systemctl stop dock6-keeper')
    expect(await sh('ip', '-6', 'route', 'show', '2001:db8:1a::/64')).toBe('')
    expect(await sh('systemctl', 'is-active', `${unit}.timer`), 'the timer outlives the keeper').toBe('active\n')
    await untilAsBefore(host, before, { withinMs: WINDOW_S * 1000 + SLACK_MS, message: 'without a keeper' })
    expect((await hostExec(host, ['systemctl', 'is-active', 'dock6-keeper'])).stdout, 'no keeper did it').toMatch(/^(inactive|failed)$/m)
    await expect.poll(() => sh('journalctl', '-o', 'cat', '-u', unit), { timeout: 10_000 }).toMatch(/"event":"revert-ended".*"state":"undone"/)
    await sh('systemctl', 'start', 'dock6-keeper')
    await expect.poll(async () => (await act(page, id, 'confirm')).status, { timeout: 15_000 }).toBe(409)
    const late = await act(page, id, 'confirm')
    expect(late.body.problem?.message).toContain('taken back')
    expect(await recorded(page, id)).toMatchObject({ state: 'undone', problem: { message: expect.stringContaining('Nobody confirmed') } })
    await expect.poll(() => sh('systemctl', 'list-units', '--all', '--plain', '--no-legend', 'dock6-revert-*'), { message: 'no unit is left' }).toBe('')
  })

  test('a confirmation in time stops it, and leaves no unit behind', async ({ page, sh }) => {
    const { id } = await planned(page, RISKY)
    expect((await act(page, id, 'apply')).body.state).toBe('waiting')
    expect((await act(page, id, 'confirm')).body.state).toBe('done')
    expect(await sh('systemctl', 'list-units', '--all', '--plain', '--no-legend', 'dock6-revert-*')).toBe('')
    const undo = await act(page, id, 'undo')
    expect((await act(page, undo.body.id, 'apply')).body.state).toMatch(/done|waiting/)
    await act(page, undo.body.id, 'confirm')
    expect((await recorded(page, id)).undoneBy).toBe(undo.body.id)
  })

  test('while somebody else holds the host, everybody sees who, and nobody comes between', async ({ signedIn: page, host }) => {
    await page.goto('/hosts/local/links')
    const { id, plan } = await plannedByKeeper(host, [RISKY], 'maria')
    const mine = await planned(page, { kind: 'proxies.add', input: { address: '2001:db8:23:42::c7', dev: 'eth0' } })
    expect((await askKeeper(host, id, 'apply', 'maria'))?.state).toBe('waiting')
    const banner = page.getByRole('status').filter({ hasText: `A change by maria waits for its confirmation: ${plan.title}` })
    await expect(banner).toBeVisible()
    const late = await act(page, mine.id, 'apply')
    expect(late).toMatchObject({ status: 409, body: { problem: { code: 'busy', message: expect.stringContaining('maria') } } })
    await banner.getByRole('button', { name: 'Follow it' }).click()
    await expect(page.getByRole('dialog').getByText('Taken back', { exact: true }), 'only maria may confirm').toBeVisible({ timeout: WINDOW_S * 1000 + SLACK_MS })
    await expect(banner).toHaveCount(0)
    await page.goto('/hosts/local/history')
    const refused = page.getByRole('row').filter({ hasText: 'refused' }).first()
    await expect(refused).toContainText(mine.plan.title)
    await expect(refused).toContainText('maria')
  })

  test('without systemd-run: a process of its own takes it back', async ({ page, sh, host, journal }) => {
    test.setTimeout(90_000)
    journal.allow.push(/./)
    const before = await settledSnapshot(host)
    await sh('mv', '/usr/bin/systemd-run', '/usr/bin/systemd-run.away')
    try {
      const { id } = await planned(page, RISKY)
      expect((await act(page, id, 'apply')).body.state).toBe('waiting')
      expect(await sh('pgrep', '-f', `revert.js --after=${WINDOW_S} ${id}`)).not.toBe('')
      // Ends everything in the unit of the keeper.
      await sh('sh', '-c', 'systemctl kill -s KILL dock6-keeper; systemctl stop dock6-keeper')
      expect(await sh('pgrep', '-f', `revert.js --after=${WINDOW_S} ${id}`), 'it outlives the unit of the keeper').not.toBe('')
      await untilAsBefore(host, before, { withinMs: WINDOW_S * 1000 + SLACK_MS, message: 'by the process of its own' })
      await expect.poll(async () => (await hostExec(host, ['pgrep', '-f', 'revert.js'])).stdout, { timeout: 10_000, message: 'no process is left' }).toBe('')
      await sh('systemctl', 'start', 'dock6-keeper')
      await expect.poll(async () => (await recorded(page, id)).state, { timeout: 15_000 }).toBe('undone')
    } finally {
      await sh('sh', '-c', 'mv /usr/bin/systemd-run.away /usr/bin/systemd-run; systemctl start dock6-keeper; true')
    }
  })
})
