import type { Locator, Page } from '@playwright/test'
import { advertised } from '../change/window'
import { expect, test } from '../fixtures'

const FILE = '/etc/docker/daemon.json'
const DROP_IN = '/etc/systemd/system/docker.service.d/50-lab.conf'
type Sh = (...argv: string[]) => Promise<string>

/** The engine as it is without a file and without containers of the test. */
async function clean(sh: Sh): Promise<void> {
  await sh('sh', '-c', `docker rm -f set-no >/dev/null 2>&1; rm -rf ${FILE} ${DROP_IN}; systemctl daemon-reload; systemctl reset-failed docker.service docker.socket; systemctl restart docker`)
}

const dialogOf = (page: Page): Locator => page.getByRole('dialog')

async function applied(page: Page, name: RegExp): Promise<void> {
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name }).click()
  await expect(dialog).toContainText(/done and verified/i, { timeout: 60_000 })
  await dialog.getByRole('button', { name: /^close$/i }).first().click()
}

test('@setup IPv6 on the default bridge by clicking: form, plan, restart, what ran runs again, the advertised default route stays, and taken back', async ({ signedIn: page, host, sh, journal }) => {
  test.setTimeout(180_000)
  journal.allow.push(/engine|change/)
  await clean(sh)
  const hearing = () => sh('sh', '-c', 'ip -6 route show default dev eth0 proto ra | cut -d " " -f 1-3; sysctl -n net.ipv6.conf.all.forwarding net.ipv6.conf.eth0.accept_ra')
  const putBack = await advertised(host)
  const before = await hearing()
  try {
    await sh('sh', '-c', `printf '{\\n    "labels": ["kept=1"],\\n    "debug": false\\n}\\n' > ${FILE}; systemctl restart docker`)
    await sh('docker', 'run', '-d', '--stop-timeout', '1', '--name', 'set-no', 'busybox:lab', 'sleep', '100000')
    await page.goto('/hosts/local/engine')
    await page.getByRole('button', { name: 'Change settings' }).click()
    await page.getByLabel('ipv6', { exact: true }).selectOption('true')
    await page.getByLabel('fixed-cidr-v6', { exact: true }).fill('2001:db8:5e:1::/64')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(dialogOf(page)).toContainText('set-no stops and is started again')
    await expect(dialogOf(page)).toContainText('"fixed-cidr-v6": "2001:db8:5e:1::/64"')
    expect(await sh('cat', FILE), 'a plan touches nothing').not.toContain('ipv6')
    await applied(page, /^Change 2 engine settings$/)
    expect(await sh('cat', FILE)).toBe('{\n    "labels": ["kept=1"],\n    "debug": false,\n    "ipv6": true,\n    "fixed-cidr-v6": "2001:db8:5e:1::/64"\n}\n')
    expect(JSON.parse(await sh('docker', 'network', 'inspect', 'bridge'))[0]).toMatchObject({ EnableIPv6: true, IPAM: { Config: expect.arrayContaining([expect.objectContaining({ Subnet: '2001:db8:5e:1::/64' })]) } })
    expect(JSON.parse(await sh('docker', 'inspect', 'set-no'))[0]).toMatchObject({ State: { Running: true }, HostConfig: { RestartPolicy: { Name: 'no' } } })
    await expect(page.getByRole('row').filter({ hasText: 'fixed-cidr-v6' })).toContainText('2001:db8:5e:1::/64')
    // A host that forwards drops what it learned (accept_ra 1), and an engine with IPv6 makes it forward.
    expect(await hearing()).toBe(before.replace('0\n1\n', '1\n2\n'))
    await page.goto('/hosts/local/history')
    await page.getByRole('button', { name: 'Change 2 engine settings', exact: true }).first().click()
    await page.getByLabel('Change: Change 2 engine settings').getByRole('button', { name: 'Undo' }).click()
    await applied(page, /take back/i)
    expect(await sh('cat', FILE)).toBe('{\n    "labels": ["kept=1"],\n    "debug": false\n}\n')
    expect(JSON.parse(await sh('docker', 'network', 'inspect', 'bridge'))[0].EnableIPv6).toBe(false)
    expect(JSON.parse(await sh('docker', 'inspect', 'set-no'))[0].State.Running).toBe(true)
    expect(await hearing()).toBe(before)
  } finally {
    await clean(sh)
    await putBack()
  }
})

test('@setup the file as text: names are completed, lines are checked, nothing wrong is written', async ({ signedIn: page, sh }) => {
  await clean(sh)
  await page.goto('/hosts/local/engine?new=file')
  const area = page.getByLabel('Text of the file')
  await area.fill('{\n  "ipv66": true,\n  "mtu": 1400,\n}')
  const checks = page.getByRole('region', { name: 'What dock6 sees' })
  await expect(checks).toContainText('Line 3 There is a comma after the last entry')
  await area.fill('{\n  "ipv66": true\n}')
  await expect(checks).toContainText('Did you mean ipv6?')
  await page.getByRole('button', { name: 'See what changes' }).click()
  await expect(area).toHaveAttribute('aria-invalid', 'true')
  await expect(area).toHaveValue('{\n  "ipv66": true\n}')
  expect(await sh('sh', '-c', `test -e ${FILE} || echo none`)).toContain('none')
  await area.fill('')
  await area.pressSequentially('{"fixed-cidr-')
  await expect(page.getByRole('option').first()).toContainText('fixed-cidr-v6')
  await area.press('Enter')
  await expect(area).toHaveValue('{"fixed-cidr-v6": ""')
  await page.keyboard.type('fd00:5e::/64')
  await area.press('End')
  await area.pressSequentially('}')
  await expect(area).toHaveValue('{"fixed-cidr-v6": "fd00:5e::/64"}')
  await expect(checks).toContainText('has no effect')
  await expect(page.getByRole('region', { name: 'What changes in the file' })).toContainText('fd00:5e::/64')
})

test('@setup a flag in a drop-in and the file: seen, explained, and refused at its box', async ({ signedIn: page, sh }) => {
  test.setTimeout(90_000)
  await clean(sh)
  try {
    await sh('sh', '-c', `mkdir -p $(dirname ${DROP_IN}); printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock --mtu=1400\\n' > ${DROP_IN}; systemctl daemon-reload; systemctl restart docker`)
    await page.goto('/hosts/local/engine?new=configure&for=mtu')
    await expect(page.getByLabel('mtu', { exact: true })).toBeDisabled()
    await expect(page.getByText(`from ${DROP_IN}`).first()).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: 'mtu' })).toContainText('flag')
    await page.goto('/hosts/local/engine?new=file')
    await page.getByLabel('Text of the file').fill('{"mtu": 1400}')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(page.locator('[id$="-error"]').filter({ hasText: DROP_IN })).toBeVisible()
    await sh('sh', '-c', `printf '{"mtu": 1400}' > ${FILE}`)
    await expect(page.getByRole('alert').filter({ hasText: `mtu stands in ${FILE} and as --mtu in ${DROP_IN}` })).toBeVisible()
  } finally {
    await clean(sh)
  }
})

test('@setup live-restore is taken over without a restart', async ({ signedIn: page, sh, journal }) => {
  journal.allow.push(/engine|change/)
  await clean(sh)
  try {
    const pid = await sh('cat', '/run/docker.pid')
    await page.goto('/hosts/local/engine?new=configure&for=live-restore')
    await page.getByLabel('live-restore', { exact: true }).selectOption('true')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await expect(dialogOf(page)).toContainText('without a restart')
    await applied(page, /^Change live-restore$/)
    expect(await sh('cat', '/run/docker.pid')).toBe(pid)
    expect(await sh('docker', 'info', '--format', '{{.LiveRestoreEnabled}}')).toContain('true')
    await expect(page.getByRole('row').filter({ hasText: 'live-restore' })).not.toContainText('waits')
  } finally {
    await clean(sh)
  }
})

test('@setup credentials in the file stay in the file', async ({ signedIn: page, sh, host, journal }) => {
  test.skip(host === 'old', 'proxies in daemon.json came with Docker 23.0')
  test.setTimeout(90_000)
  journal.allow.push(/engine|change/)
  await clean(sh)
  try {
    await sh('sh', '-c', `printf '{\\n  "proxies": {"http-proxy": "http://me:s3cret@192.0.2.9:3128"}\\n}\\n' > ${FILE}; chmod 600 ${FILE}; systemctl restart docker`)
    const answers: string[] = []
    page.on('response', (response) => {
      if (response.url().includes('/api/')) void response.text().then((text) => answers.push(text), () => undefined)
    })
    await page.goto('/hosts/local/engine?new=configure&for=mtu')
    await page.getByLabel('mtu', { exact: true }).fill('1400')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await applied(page, /^Change mtu$/)
    expect(await sh('cat', FILE)).toBe('{\n  "proxies": {"http-proxy": "http://me:s3cret@192.0.2.9:3128"},\n  "mtu": 1400\n}\n')
    expect(await sh('stat', '-c', '%a', FILE)).toContain('600')
    await page.goto('/hosts/local/engine?new=file')
    await page.getByLabel('Text of the file').fill('{"proxies": {"http-proxy": "http://you:hush9@192.0.2.9:3128"}}')
    await page.getByRole('button', { name: 'See what changes' }).click()
    await applied(page, /^Change 2 engine settings$/)
    expect(await sh('cat', FILE)).toContain('you:hush9@')
    await page.goto('/hosts/local/history')
    await expect(page.getByText('Change mtu').first()).toBeVisible()
    await page.waitForTimeout(500)
    expect(answers.length).toBeGreaterThan(5)
    expect(answers.some((text) => text.includes('sealed-'))).toBe(true)
    for (const secret of ['s3cret', 'hush9']) expect(answers.filter((text) => text.includes(secret))).toEqual([])
    expect(await sh('sh', '-c', 'journalctl -u dock6-keeper -u dock6-console -o cat | grep -c -e s3cret -e hush9 || true')).toBe('0\n')
  } finally {
    await clean(sh)
  }
})
