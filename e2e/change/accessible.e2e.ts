import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { FORMS } from './invalid/forms'
import { takenBack } from './speak'

const ENTRY = { address: '2001:db8:23:42::ae', dev: 'eth0' }
/** Each engine shows its own words; the modern one is looked at on a desk in both themes, the other one on a phone. */
const LOOKS = { modern: { size: { width: 1440, height: 900 }, themes: ['dark', 'light'] }, old: { size: { width: 390, height: 900 }, themes: ['dark'] } } as const
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

test.describe('@change for everybody', () => {
  let accessible: (page: Page, what: string, turn?: number) => Promise<void>
  test.beforeEach(async ({ page, host }) => {
    const { size, themes } = LOOKS[host]
    await page.setViewportSize(size)
    // Forms are made of the same parts, so each is looked at in one theme, by turns.
    accessible = async (shown, what, turn) => {
      for (const colorScheme of turn === undefined ? themes : [themes[turn % themes.length]!]) {
        await shown.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await expect.poll(() => shown.evaluate(() => document.getAnimations().filter((one) => one instanceof CSSTransition).length), { message: 'colors have changed' }).toBe(0)
        const { violations } = await new AxeBuilder({ page: shown }).withTags(TAGS).analyze()
        expect(violations.map(({ id, nodes }) => `${what}, ${colorScheme}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
      }
      const overflow = await shown.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(overflow, `${what}: nothing is wider than the window`).toBeLessThanOrEqual(0)
    }
  })

  test('every form, with what is wrong told', async ({ signedIn: page, host }) => {
    test.setTimeout(150_000)
    // Those that are about one row need that row, and bring no parts of their own.
    for (const [turn, { name, url, wrong }] of FORMS.filter(({ only, url }) => (only ?? host) === host && !url('').includes('for=')).entries()) {
      await page.goto(`/hosts/local/${url('')}`)
      const ask = page.getByRole('button', { name: /See what changes|Change value/ })
      const form = page.locator('form').filter({ has: ask })
      await expect(form).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      await form.getByLabel(wrong[0]!.label, { exact: true }).first().fill(wrong[0]!.value)
      await ask.click()
      await expect(form.locator('[aria-invalid=true]').first(), name).toBeVisible()
      await accessible(page, name, turn)
    }
  })

  test('the plan, how it ended, and the history', async ({ signedIn: page, read, sh }) => {
    test.setTimeout(90_000)
    const touched = () => sh('sh', '-c', 'ip -6 neigh show proxy dev eth0; cat /etc/sysctl.d/90-dock6.conf 2>/dev/null; true')
    const before = await touched()
    try {
      await page.goto('/hosts/local/proxies?new=1')
      const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'See what changes' }) })
      await form.getByLabel('Address', { exact: true }).fill(ENTRY.address)
      await form.getByLabel('Answers on', { exact: true }).fill(ENTRY.dev)
      await form.getByRole('button', { name: 'See what changes' }).click()
      const dialog = page.getByRole('dialog').filter({ hasText: ENTRY.address })
      await expect(dialog.getByRole('button').last()).toBeEnabled()
      await accessible(page, 'a plan')
      await dialog.getByRole('button').last().click()
      await expect(dialog).toContainText('Done and verified')
      await accessible(page, 'how it ended')
      await page.goto('/hosts/local/history')
      await page.getByRole('grid').or(page.getByRole('table')).getByRole('button').first().click()
      await expect(page.getByRole('complementary').or(page.getByRole('dialog')).getByRole('tab').first()).toBeVisible()
      await accessible(page, 'a change in the history')
      await page.getByRole('tab', { name: /^Steps/ }).click()
      await accessible(page, 'the steps of a change')
    } finally {
      // Undone by the product itself: it keeps what it set up, so it would come back.
      const [last] = (await read('changes', { limit: '1' })).rows as { id: string; state: string; plan: { title: string } }[]
      if (last?.state === 'done' && last.plan.title.includes(ENTRY.address)) await takenBack(page, last.id)
    }
    expect(await touched()).toBe(before)
  })
})
