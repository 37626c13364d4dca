import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium, expect, test as base, type Page } from '@playwright/test'
import { consoleReady, hostExec, hostJson, labInfo, setupToken } from './lab/api.mjs'

export type HostName = 'modern' | 'old'
export type LabOptions = { host: HostName }

/** The first administrator of a lab host. Known to everybody: the host is disposable and reachable from the lab only. */
export const ADMIN = { name: 'admin', password: 'correct horse battery staple' }

type Fixtures = {
  /** Runs a command on the host under test, as root; fails the test if the command fails. */
  sh: (...argv: string[]) => Promise<string>
  json: (...argv: string[]) => Promise<unknown>
  /** Reads a resource as the signed-in browser does. */
  read: (resource: string, query?: Record<string, string>) => Promise<{ rows: Record<string, unknown>[]; matched: number; total: number; problems: { message: string }[] }>
  /** Lines of the product's journal that must not be there. A test that provokes them takes them out. */
  journal: { allow: RegExp[] }
  /** A page of a signed-in administrator. */
  signedIn: Page
}

export const test = base.extend<Fixtures & LabOptions, { states: Map<string, string> }>({
  host: ['modern', { option: true }],

  states: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  storageState: async ({ host, baseURL, states }, use) => {
    let file = states.get(host)
    if (!file) {
      file = join(test.info().project.outputDir, `signed-in-${host}.json`)
      mkdirSync(dirname(file), { recursive: true })
      await signIn(host, baseURL!, file)
      states.set(host, file)
    }
    await use(existsSync(file) ? file : undefined)
  },

  sh: async ({ host }, use) => {
    await use(async (...argv) => {
      const { stdout, stderr, code } = await hostExec(host, argv)
      expect(code, `${argv.join(' ')}: ${stderr}`).toBe(0)
      return stdout
    })
  },

  json: async ({ host }, use) => {
    await use((...argv) => hostJson(host, argv))
  },

  read: async ({ context }, use) => {
    // Playwright's own requests start outside the lab's namespaces; those of a page start inside.
    const page = await context.newPage()
    await page.goto('/api/v1/health')
    await use(async (resource, query = {}) => {
      const path = `/api/v1/hosts/local/${resource}?${new URLSearchParams({ limit: '1000', ...query })}`
      const { status, body } = await page.evaluate(async (to) => {
        const answer = await fetch(to)
        return { status: answer.status, body: await answer.json() }
      }, path)
      expect(status, JSON.stringify(body)).toBe(200)
      return body
    })
    await page.close()
  },

  journal: [
    async ({ host, states }, use) => {
      const journal = { allow: [] as RegExp[] }
      const { stdout: since } = await hostExec(host, ['date', '+%F %T'])
      await use(journal)
      const { stdout } = await hostExec(host, ['journalctl', '-o', 'cat', '-u', 'dock6-keeper', '-u', 'dock6-console', '--since', since.trim()])
      const unexpected = stdout.split('\n').filter((line) => /"level":"error"|Error:|⨯|Unhandled/.test(line) && !journal.allow.some((known) => known.test(line)))
      expect(unexpected, 'unexpected lines in the product’s log').toEqual([])
      const secrets = [ADMIN.password, ...cookiesIn(states.get(host))]
      expect(stdout.split('\n').filter((line) => SECRET_SHAPE.test(line) || secrets.some((secret) => line.includes(secret))), 'secrets in the product’s log').toEqual([])
    },
    { auto: true },
  ],

  signedIn: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
    })
    await use(page)
    expect(errors, 'errors in the browser').toEqual([])
  },
})

export { expect }

/** What no line of a log may look like: a key, a hash of a password, a session's cookie, a setup token. */
export const SECRET_SHAPE = /-----BEGIN|scrypt\$\d|__Host-dock6=|\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b/

/** Values of the cookies that a file of a browser context holds. */
function cookiesIn(file: string | undefined): string[] {
  if (file === undefined || !existsSync(file)) return []
  return (JSON.parse(readFileSync(file, 'utf8')) as { cookies: { value: string }[] }).cookies.map(({ value }) => value).filter((value) => value.length > 8)
}

/** Signs in over the API, making the first administrator if there is none yet, and keeps the cookie in a file. */
async function signIn(host: HostName, baseURL: string, file: string): Promise<void> {
  await consoleReady(host)
  // Requests of the test runner start outside the lab's namespaces; a browser context starts inside.
  const browser = await chromium.launch({ executablePath: labInfo().lan.chromium, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const context = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
    const page = await context.newPage()
    await page.goto('/login')
    const post = (path: string, body: unknown) =>
      page.evaluate(async ([to, data]) => (await fetch(to as string, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) })).status, [path, body] as const)
    let status = await post('/api/v1/session', ADMIN)
    if (status !== 200) status = await post('/api/v1/setup', { token: await setupToken(host), ...ADMIN })
    expect([200, 201]).toContain(status)
    await context.storageState({ path: file })
  } finally {
    await browser.close()
  }
}

