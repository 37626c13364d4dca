/** The first setup as a person clicks through it, for tests and for the figure of a new user. Each waits until the page shows what a person would wait for. */

/** @typedef {import('playwright-core').Page} Page */

/** A clean host has its first look ahead; applying may restart an engine. In ms. */
const PATIENCE_MS = 60_000

/**
 * Makes the first administrator and ends at the look at the host.
 * @param {Page} page at the console's start page
 * @param {string} token
 * @param {{ name: string, password: string }} who
 */
export async function firstLogin(page, token, { name, password }) {
  await page.getByLabel('Setup token').fill(token)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill(password)
  await page.getByRole('button', { name: /create/i }).click()
  await page.getByRole('heading', { name: 'What this host has' }).waitFor({ timeout: PATIENCE_MS })
}

/** From the look to the ways. @param {Page} page */
export const toWays = (page) => page.getByRole('button', { name: 'Choose a way' }).click()

/** Takes a way and goes on to its questions. @param {Page} page @param {string} name */
export async function choose(page, name) {
  await pick(page, name)
  await page.getByRole('button', { name: 'Plan it' }).click()
}

/** Answers with a card: its label lies over the box. @param {Page} page @param {string} name */
export const pick = (page, name) => page.getByRole('radio', { name, exact: true }).click({ force: true })

/** Preview, Apply, and on to the check. @param {Page} page */
export async function apply(page) {
  await page.getByRole('button', { name: 'See what changes' }).click()
  await page.getByRole('button', { name: 'Set up IPv6 as shown' }).click()
  await page.getByText('Done and verified').waitFor({ timeout: PATIENCE_MS })
  await page.getByRole('button', { name: 'Check it with real packets' }).click()
  await page.getByRole('button', { name: 'Run again' }).waitFor({ timeout: PATIENCE_MS })
}

/** @param {Page} page after the check */
export async function finish(page) {
  await page.getByRole('button', { name: 'Finish', exact: true }).click()
  await page.getByRole('heading', { name: 'Set up', exact: true }).waitFor()
}

/** @param {Page} page at the end of the setup */
export async function undoEverything(page) {
  await page.getByRole('button', { name: 'Undo everything' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^(Undo|Take back)/ }).click()
  await dialog.getByText(/done and verified/i).first().waitFor({ timeout: PATIENCE_MS })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('heading', { name: 'Taken back', exact: true }).waitFor()
}
