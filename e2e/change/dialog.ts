import type { Locator, Page } from '@playwright/test'
import { expect } from '../fixtures'

/** Asks for the plan of the form that is open. */
export async function planOf(page: Page, title: string): Promise<Locator> {
  await page.getByRole('button', { name: 'See what changes' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: title })
  await expect(dialog.getByRole('button', { name: title })).toBeVisible()
  return dialog
}

/** Applies the plan in the dialog and waits until it is verified. */
export async function done(dialog: Locator, title: string): Promise<void> {
  await dialog.getByRole('button', { name: title }).click()
  await expect(dialog).toContainText(/done and verified/i, { timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(dialog).toHaveCount(0)
}

/** Opens the drawer of a network out of the table. */
export async function openNetwork(page: Page, name: string): Promise<Locator> {
  await page.goto(`/hosts/local/networks?q=name:${name}`)
  await page.getByRole('grid').getByRole('row').getByText(name, { exact: true }).first().click()
  return page.getByRole('complementary').filter({ has: page.getByRole('heading', { name, exact: true }) })
}
