import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { CHANGES } from '../../lib/changes-registry'
import { expect, test } from '../fixtures'
import { settledSnapshot, untilAsBefore } from '../snapshot'
import { CLEAN, ENTRIES, KEEPS, SETUP, valueCases } from './invalid/entries'
import { BOXLESS, FORMS } from './invalid/forms'
import { schemaCases, type Case } from './invalid/schema-cases'
import { act, applied, preview } from './speak'

/** All of the 2500 wrong inputs, or every third. */
const ALL = process.env['DOCK6_E2E_ALL'] === '1'

type Answer = { status: number; state?: string; problem?: { code: string; message: string; field?: string } }

/** Asks for many plans as a page does, some at a time. */
async function previews(page: Page, intents: { kind: string; input: unknown }[]): Promise<Answer[]> {
  if (page.url() === 'about:blank') await page.goto('/api/v1/health')
  return page.evaluate(async (all) => {
    const answers: Answer[] = []
    let next = 0
    const work = async () => {
      for (let n = next++; n < all.length; n = next++) {
        const answer = await fetch('/api/v1/hosts/local/changes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ intents: [all[n]] }) })
        const { state, problem } = (await answer.json()) as { state?: string; problem?: Answer['problem'] }
        answers[n] = { status: answer.status, ...(state ? { state } : {}), ...(problem ? { problem } : {}) }
      }
    }
    await Promise.all([work(), work(), work(), work()])
    return answers
  }, intents)
}

test.describe('@change wrong input', () => {
  test.beforeEach(async ({ sh, page }) => {
    await forget(page)
    await sh('sh', '-c', CLEAN)
    await sh('sh', '-c', SETUP)
    await applied(page, { kind: 'proxies.rule-add', input: KEEPS.rule }, { kind: 'proxies.add', input: { ...KEEPS.entry, keep: true } })
  })
  test.afterEach(async ({ sh, page }) => {
    await forget(page)
    await sh('sh', '-c', CLEAN)
  })

  test('every kind of change refuses it at its field, and the host stays as it is', async ({ page, host }) => {
    test.setTimeout(300_000)
    expect(CHANGES.map(({ kind }) => kind).filter((kind) => !ENTRIES[kind]), 'kinds without an entry in invalid/entries.ts').toEqual([])
    const here = CHANGES.filter(({ kind }) => !ENTRIES[kind]!.only || ENTRIES[kind]!.only === host)
    // Each base is right: what is refused below is refused for its one wrong value.
    const bases = await previews(page, here.map(({ kind }) => ({ kind, input: ENTRIES[kind]!.base })))
    expect(here.flatMap(({ kind }, n) => (bases[n]!.state === 'planned' ? [] : [`${kind}: ${bases[n]!.problem?.field} ${bases[n]!.problem?.message}`]))).toEqual([])

    const cases: Case[] = [...here.flatMap((change) => schemaCases(change, ENTRIES[change.kind]!.base)), ...here.flatMap(({ kind }) => valueCases(kind, ENTRIES[kind]!))].filter((_, n) => ALL || n % 3 === 0)
    expect(cases.length).toBeGreaterThanOrEqual(300)
    const before = await settledSnapshot(host)
    const answers = await previews(page, cases.map(({ kind, input }) => ({ kind, input })))
    const wrong = cases.flatMap(({ kind, field, why }, n) => {
      const { status, state, problem } = answers[n]!
      // 503 is also the answer where this host or engine cannot do what the field asks for.
      if (state !== undefined || status < 400 || (status >= 500 && problem?.code !== 'not_available') || !problem) return [`${kind} ${field} ${why}: taken (${status})`]
      const named = problem.field ?? '(none)'
      return named === field || named.startsWith(`${field}.`) ? [] : [`${kind} ${field} ${why}: at ${named}: ${problem.message.slice(0, 100)}`]
    })
    expect(wrong, `${wrong.length} of ${cases.length}`).toEqual([])
    expect(answers.filter(({ problem }) => (problem?.message ?? '').length > 1000), 'a sentence does not repeat a page').toEqual([])
    await untilAsBefore(host, before, { withinMs: 10_000, message: 'the host after all refusals' })
    test.info().annotations.push({ type: 'inputs', description: String(cases.length) })
  })

  test('every form tells it at its box, goes there, and loses nothing', async ({ signedIn: page, host, read }) => {
    test.setTimeout(300_000)
    expect(formKinds().filter((kind) => !BOXLESS.includes(kind) && !FORMS.some((form) => form.kind === kind)), 'forms without an entry in invalid/forms.ts').toEqual([])
    const route = (await read('routes', { q: '2001:db8:b0::/64' })).rows[0]!['key'] as string
    const before = await settledSnapshot(host)
    for (const { name, only, url, right, wrong } of FORMS) {
      if (only && only !== host) continue
      expect(wrong.length, name).toBeGreaterThanOrEqual(3)
      await page.goto(`/hosts/local/${url(route)}`)
      const form = page.locator('form').filter({ has: page.getByRole('button', { name: /See what changes|Change value/ }) })
      await expect(form).toBeVisible()
      for (const { label, value, in: part } of right) await fill(boxOf(form, label, part), value)
      for (const { label, value, in: part } of wrong) {
        const what = `${name}: ${label} ${JSON.stringify(value)}`
        const box = boxOf(form, label, part)
        const good = await box.inputValue()
        const all = await valuesIn(form)
        await box.fill(value)
        const typed = await box.inputValue()
        await form.getByRole('button', { name: /See what changes|Change value/ }).click()
        await expect(box, what).toHaveAttribute('aria-invalid', 'true')
        await expect(box, what).toBeFocused()
        await expect(box, what).toHaveValue(typed)
        const error = form.locator(`[id="${(await box.getAttribute('aria-describedby'))!.split(' ').at(-1)}"]`)
        await expect(error, what).toHaveAttribute('id', /-error$/)
        await expect(error, what).toHaveText(/\S{3}/)
        expect(await form.locator('[aria-invalid=true]').count(), `${what}: this box alone`).toBe(1)
        await expect(page.getByRole('dialog'), what).toHaveCount(0)
        await box.fill(good)
        expect(await valuesIn(form), `${what}: what was typed stays`).toEqual(all)
      }
    }
    await untilAsBefore(host, before, { withinMs: 10_000, message: 'the host after all refusals' })
  })
})

/** Takes away what only the product can, also what a run that broke off left behind. */
async function forget(page: Page): Promise<void> {
  for (const intent of [{ kind: 'proxies.rule-remove', input: KEEPS.rule }, { kind: 'proxies.remove', input: { ...KEEPS.entry, forget: true } }]) {
    const { body } = await preview(page, intent)
    if (body.state === 'planned') await act(page, body.id, 'apply')
  }
}

function boxOf(form: Locator, label: string, part?: string): Locator {
  return (part ? form.getByRole('group', { name: part, exact: true }) : form).getByLabel(label, { exact: true })
}

/** Chooses, where there is a choice. */
const fill = async (box: Locator, value: string) => ((await box.evaluate(({ tagName }) => tagName)) === 'SELECT' ? void (await box.selectOption(value)) : box.fill(value))

const valuesIn = (form: Locator) => form.locator('input, select, textarea').evaluateAll((boxes) => boxes.map((box) => ((box as HTMLInputElement).type === 'checkbox' ? String((box as HTMLInputElement).checked) : (box as HTMLInputElement).value)))

/** The kinds of change that pages have forms for, as the source says. */
function formKinds(): string[] {
  const root = join(import.meta.dirname, '../../components')
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx')).map((path) => readFileSync(join(root, path), 'utf8'))
  return [...new Set(sources.flatMap((text) => [...text.matchAll(/kind: '([a-z.-]+)', form:/g)].map((match) => match[1]!)))]
}
