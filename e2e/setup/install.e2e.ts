import type { Page } from '@playwright/test'
import { ADMIN, expect, test } from '../fixtures'
import { consoleReady, hostExec, installProduct, type HostName } from '../lab/api.mjs'
import { CHECKOUT, copyCheckout, script } from './checkout'

/** Fails at every start, after it has raised the schema of the database: the worst new version. */
const BROKEN_KEEPER = `import Database from 'better-sqlite3'
const store = new Database('/var/lib/dock6/keeper/keeper.db')
store.pragma('user_version = 99')
store.exec('DROP TABLE IF EXISTS kept')
store.close()
process.stderr.write('the new version cannot start\\n')
process.exit(1)
`
const install = (host: HostName, ...argv: string[]) => script(host, 'scripts/install-host.mjs', ...argv)

/** What of dock6 lies on a host beside its data; paths of the lab itself left out. */
const traces = async (host: HostName) =>
  (await hostExec(host, ['sh', '-c', "find /etc /opt /run /tmp /usr /var -xdev -not -path '/var/log/*' -not -path '/var/tmp/*' -name '*dock6*' -not -name dock6-lab; systemctl list-units --all --no-legend --plain 'dock6*'; getent passwd dock6"])).stdout

async function signIn(page: Page): Promise<number> {
  await page.goto('/login')
  return page.evaluate(async (who) => (await fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(who) })).status, ADMIN)
}

test.describe.serial('@setup as systemd units', () => {
  const aside = '/root/dock6.aside'
  test.beforeAll(async ({}, info) => {
    const host = info.project.name as HostName
    await copyCheckout(host)
    const { code, stderr } = await hostExec(host, ['sh', '-c', `rm -rf ${aside}; systemctl stop dock6-console dock6-keeper && cp -a /var/lib/dock6 ${aside} && systemctl start dock6-keeper dock6-console`])
    expect(code, stderr).toBe(0)
  })
  test.afterAll(async ({}, info) => {
    const host = info.project.name as HostName
    await hostExec(host, ['sh', '-c', `systemctl stop dock6-console dock6-keeper; rm -rf /var/lib/dock6 /etc/dock6 ${CHECKOUT}; mv ${aside} /var/lib/dock6; systemd-sysusers; chown -R root:root /var/lib/dock6/keeper`])
    await installProduct(host)
    await hostExec(host, ['sh', '-c', 'chown -R dock6:dock6 /var/lib/dock6/console; systemctl restart dock6-console'])
    await consoleReady(host)
  })

  test('removal leaves data and their owner, says where, and can be repeated', async ({ host, sh }) => {
    const removed = await install(host, '--remove')
    expect(removed, removed.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('Its data stay in /var/lib/dock6') })
    expect((await traces(host)).trim().split('\n').map((line) => line.split(':')[0])).toEqual(['/var/lib/dock6', 'dock6'])
    expect(await sh('ls', '/var/lib/dock6')).toBe('console\nkeeper\n')
    expect(await install(host, '--remove')).toMatchObject({ code: 0, stdout: expect.stringContaining('dock6 is not installed') })
  })

  test('what stands in its way is said, and nothing is touched', async ({ host, sh }) => {
    await sh('systemd-run', '--quiet', '--unit=squatter', '/usr/local/bin/node', '-e', "require('net').createServer().listen(8666, '::')")
    await expect.poll(() => sh('ss', '-Hltn', 'sport = :8666')).toContain('8666')
    try {
      const taken = await install(host)
      expect(taken).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Port 8666 is taken by \S+ \(pid \d+\)\. Stop that, or choose another: sudo DOCK6_PORT=/) })
    } finally {
      await sh('systemctl', 'stop', 'squatter')
    }
    const plain = await hostExec(host, ['setpriv', '--reuid=65534', '--clear-groups', 'node', `${CHECKOUT}/scripts/install-host.mjs`])
    expect(plain).toMatchObject({ code: 1, stderr: expect.stringContaining('run it as root') })
    const lost = await hostExec(host, ['env', 'DOCK6_DATA=/srv/data', 'node', `${CHECKOUT}/scripts/install-host.mjs`])
    expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining('the units keep their data in /var/lib/dock6') })
    const bare = await hostExec(host, ['unshare', '--mount', 'sh', '-c', `umount -l /run/systemd 2>/dev/null; mount -t tmpfs none /run && exec node ${CHECKOUT}/scripts/install-host.mjs`])
    expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining('not started by systemd') })
    expect((await traces(host)).split('\n')[0]).toBe('/var/lib/dock6')
  })

  test('an installation takes up the data that are there; done again it is an upgrade', async ({ page, host, sh }) => {
    test.setTimeout(180_000)
    const first = await install(host)
    expect(first, first.stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Installing dock6 [^]*https:\/\/[^]*([0-9A-F]{2}:){31}/) })
    expect(await signIn(page)).toBe(200)
    for (const unit of ['dock6-keeper', 'dock6-console', 'dock6-boot']) expect(await sh('systemctl', 'is-enabled', unit)).toBe('enabled\n')
    const pid = await sh('systemctl', 'show', '--property=MainPID', '--value', 'dock6-keeper')
    const again = await install(host)
    expect(again, again.stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Upgrading dock6 /) })
    expect(await sh('systemctl', 'show', '--property=MainPID', '--value', 'dock6-keeper')).not.toBe(pid)
    expect(await signIn(page)).toBe(200)
    expect((await sh('ls', '/opt', '/var/lib')).split('\n').filter((name) => name.startsWith('dock6'))).toEqual(['dock6', 'dock6'])
  })

  test('data of an older schema are raised by the installation and worked with', async ({ page, host, sh, read }) => {
    test.setTimeout(120_000)
    // Written by the keeper of that schema, on a link that this host does not have.
    await sh('sh', '-c', `systemctl stop dock6-console dock6-keeper; rm -rf /var/lib/dock6/keeper/*; cp ${CHECKOUT}/lib/keeper/fixtures/schema-1.db /var/lib/dock6/keeper/keeper.db`)
    const raised = await install(host)
    expect(raised, raised.stderr).toMatchObject({ code: 0 })
    expect(await signIn(page)).toBe(200)
    const kept = await read('kept')
    expect(JSON.stringify(kept.rows)).toContain('2001:db8:7::1/64')
    await page.goto('/hosts/local/history')
    await expect(page.getByText('2001:db8:7::2').first()).toBeVisible()
  })

  test('backup while it runs, restore by one command: what came after is gone, and it runs again', async ({ page, host, sh }) => {
    test.setTimeout(120_000)
    await sh('rm', '-f', '/root/dock6.backup')
    const made = await script(host, 'scripts/data.mjs', 'backup', '/root/dock6.backup')
    expect(made, made.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('/root/dock6.backup. It holds secrets') })
    expect(await sh('stat', '-c', '%a %U', '/root/dock6.backup')).toBe('600 root\n')
    expect(await script(host, 'scripts/data.mjs', 'backup', '/root/dock6.backup')).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') })
    await sh('sh', '-c', 'systemctl stop dock6-console; rm /var/lib/dock6/console/console.db*; chown -R root:root /var/lib/dock6/console; systemctl start dock6-console')
    await expect.poll(() => signIn(page).catch(() => 0), { timeout: 20_000 }).toBe(401)
    const restored = await script(host, 'scripts/data.mjs', 'restore', '/root/dock6.backup')
    expect(restored, restored.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining(`as they were on ${host} at `) })
    expect(await signIn(page)).toBe(200)
    expect(await sh('stat', '-c', '%U %a', '/var/lib/dock6/console/console.db', '/var/lib/dock6/keeper/keeper.db')).toBe('dock6 600\nroot 600\n')
    await sh('sh', '-c', 'echo nothing > /root/none.backup')
    expect(await script(host, 'scripts/data.mjs', 'restore', '/root/none.backup')).toMatchObject({ code: 1, stderr: expect.stringContaining('not a backup of dock6') })
    expect(await sh('systemctl', 'is-active', 'dock6-keeper', 'dock6-console'), 'a refused restore leaves it running').toBe('active\nactive\n')
  })

  test('a version that does not become ready makes place for the one before, with its data', async ({ page, host, sh }) => {
    test.setTimeout(180_000)
    await sh('sh', '-c', `cp ${CHECKOUT}/dist/keeper.js /root/keeper.js.good; cat > ${CHECKOUT}/dist/keeper.js <<'END'\n${BROKEN_KEEPER}END`)
    const dump = `node -e "const d=new(require('/opt/dock6/node_modules/better-sqlite3'))('/var/lib/dock6/keeper/keeper.db',{readonly:true});console.log(d.pragma('user_version',{simple:true}),d.prepare('SELECT count(*) FROM kept').pluck().get(),d.prepare('SELECT count(*) FROM changes').pluck().get())"`
    const before = await sh('sh', '-c', dump)
    const failed = await install(host)
    expect(failed.code).toBe(1)
    expect(failed.stderr).toContain('the new version cannot start')
    expect(failed.stderr).toMatch(/does not work here: dock6-keeper\.service falls again and again\. Version \S+ \(\w{8}\) runs again, with its data as they were\.\n$/)
    await expect.poll(() => page.goto('/api/v1/ready').then((answer) => answer?.status(), () => 0), { timeout: 20_000 }).toBe(200)
    expect(await sh('sh', '-c', dump)).toBe(before)
    expect(await signIn(page)).toBe(200)
    expect((await sh('ls', '/opt', '/var/lib')).split('\n').filter((name) => name.startsWith('dock6'))).toEqual(['dock6', 'dock6'])
    await sh('sh', '-c', `mv /root/keeper.js.good ${CHECKOUT}/dist/keeper.js`)
  })

  test('an upgrade that finds no room for the data leaves the version before running; one that was killed in the middle is settled by the next one', async ({ host, sh, page }) => {
    test.setTimeout(180_000)
    const full = `case "$*" in *dock6.previous.part*) echo "cp: No space left on device" >&2; exit 1;; esac; exec /usr/bin/cp "$@"`
    await sh('sh', '-c', `mkdir -p /root/full && printf '#!/bin/sh\\n%s\\n' '${full}' > /root/full/cp && chmod +x /root/full/cp`)
    const refused = await hostExec(host, ['sh', '-c', `PATH=/root/full:$PATH exec node ${CHECKOUT}/scripts/install-host.mjs`])
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/No space left on device\. The version before runs again, with its data as they were\.\n$/) })
    await expect.poll(() => signIn(page).catch(() => 0), { timeout: 20_000 }).toBe(200)
    // As a power cut leaves it before the first rename.
    await sh('cp', '-a', '/var/lib/dock6', '/var/lib/dock6.previous')
    expect(await install(host)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Upgrading dock6 /) })
    // As a power cut leaves it between the two renames.
    await sh('sh', '-c', 'systemctl stop dock6-console dock6-keeper; cp -a /var/lib/dock6 /var/lib/dock6.previous; mv /opt/dock6 /opt/dock6.previous')
    const settled = await install(host)
    expect(settled, settled.stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/cut off\. Settling it[^]*Upgrading dock6/) })
    expect(await signIn(page)).toBe(200)
    expect((await sh('ls', '/opt', '/var/lib')).split('\n').filter((name) => name.startsWith('dock6'))).toEqual(['dock6', 'dock6'])
  })

  test('data go only for the name of the host, and then nothing is left', async ({ host, sh }) => {
    const asked = await install(host, '--purge')
    expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining(`--purge ${host}`) })
    expect(await install(host, '--purge', 'elsewhere')).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was removed') })
    expect(await sh('systemctl', 'is-active', 'dock6-keeper')).toBe('active\n')
    expect(await install(host, '--purge', host)).toMatchObject({ code: 0, stdout: expect.stringContaining('Removed /var/lib/dock6 and the user dock6') })
    expect(await traces(host)).toBe('')
  })
})
