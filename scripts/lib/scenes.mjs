// What `npm run screenshots` takes pictures of: every screen of the demo workspace and its main states.

/** @typedef {import('@playwright/test').Page} Page */

/**
 * A picture: where it is, and what is done there first.
 * @typedef {{ name: string, at: string, act?: (page: Page) => Promise<unknown> }} Scene
 */

const dialog = (page) => page.getByRole('dialog')

/** @type {readonly Scene[]} */
export const scenes = [
  { name: 'overview', at: '#/overview' },
  { name: 'providers', at: '#/providers/pncp' },
  { name: 'policies', at: '#/providers/policies', act: lookAtPolicies },
  { name: 'schedule', at: '#/settings/schedule' },
  { name: 'fetches', at: '#/fetches' },
  { name: 'fetch-form', at: '#/fetches', act: (page) => page.keyboard.press('f') },
  { name: 'search', at: '#/fetches/search', act: (page) => send(page, 'form.search-form') },
  { name: 'compare', at: '#/fetches/compare', act: (page) => send(page, 'form.compare-form') },
  { name: 'procurement', at: '#/fetches/compare', act: openSharedProcurement },
  { name: 'keys', at: '#/keys?ns=pncp&family=search_v2' },
  { name: 'key', at: '#/keys?ns=pncp&family=search_v2', act: openFirstKey },
  { name: 'server', at: '#/server' },
  { name: 'activity', at: '#/activity' },
  { name: 'live', at: '#/activity?tab=live' },
  { name: 'connections', at: '#/settings' },
  { name: 'connection', at: '#/settings/connections/new' },
  { name: 'provider-settings', at: '#/settings/providers' },
  { name: 'preferences', at: '#/settings/preferences' },
  { name: 'preview', at: '#/providers/pncp', act: toPreview },
  { name: 'invalidation', at: '#/providers/pncp', act: toConfirmation },
  { name: 'palette', at: '#/overview', act: (page) => page.keyboard.press('Control+k') },
  { name: 'tour', at: '#/overview', act: takeTour },
  { name: 'shortcuts', at: '#/overview', act: (page) => page.keyboard.press('?') },
]

async function lookAtPolicies(page) {
  await page.locator('.providers__actions button').click()
  await page.locator('.panel').first().waitFor()
}

/** To its second step, at the table of providers. */
async function takeTour(page) {
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill('two-minute')
  await page.keyboard.press('Enter')
  await page.locator('.tour').waitFor()
  await page.keyboard.press('Enter')
}

async function openFirstKey(page) {
  await page.locator('.keys__list tbody tr').first().click()
  await page.locator('.keys__panel [role="tab"]').first().waitFor()
}

/** Sends the screen's form, and waits for the list that it leads to. */
async function send(page, form) {
  await page.locator(`${form} button[type=submit]`).click()
  await page.locator('.procurements tbody tr').first().waitFor()
}

async function openSharedProcurement(page) {
  await send(page, 'form.compare-form')
  await page.getByRole('button', { name: /^(em vários provedores|at several providers)/ }).click()
  await page.locator('.procurements tbody tr').first().click()
  await page.locator('.procurement').scrollIntoViewIfNeeded()
}

async function toPreview(page) {
  await page.keyboard.press('i')
  await toNext(page).waitFor()
}

async function toConfirmation(page) {
  await toPreview(page)
  await toNext(page).click()
  await dialog(page).getByRole('textbox').fill('pncp')
}

const toNext = (page) => dialog(page).getByRole('button', { name: /^(Continuar|Continue)/ })
