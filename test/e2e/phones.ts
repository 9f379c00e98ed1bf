import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openPhone } from './openPhone.ts'

/** Put a product into the cart of a page's browser. */
export async function addToCart(page: Page): Promise<void> {
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
}

/** On a phone without a wallet: put one product into the cart, and read the links of another's card, by app. */
export async function readPhoneLinks(
  demo: RunningDemo,
  product: string,
  inCart: string | null,
): Promise<{ readonly page: Page; readonly links: Readonly<Record<string, string>> }> {
  const person = await openPhone()
  const page = await person.newPage()
  if (inCart) {
    await page.goto(`${demo.facts.storefront}/products/${inCart}`)
    await addToCart(page)
  }
  await page.goto(`${demo.facts.storefront}/products/${product}`)
  const updated = page.waitForResponse('**/cart.js')
  await page.getByRole('button', { name: 'Connect wallet' }).tap()
  await page.getByText('Open this page in your wallet app:').waitFor()
  await updated
  const links = page.locator('dialog[open] .palisade-phone a')
  expect(await links.first().isVisible()).toBe(true)
  return {
    page,
    links: await links.evaluateAll((all) =>
      Object.fromEntries(all.map((one) => [one.textContent, (one as HTMLAnchorElement).href])),
    ),
  }
}

/** Unlock in a wallet's own browser, with the one wallet that it has. */
export async function unlockWith(page: Page, wallet: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).tap()
  await page.getByRole('button', { name: wallet }).tap()
  await page.locator('palisade-gate[data-state="unlocked"]').waitFor()
}

/** The total that the checkout asks for. */
export async function readTotal(demo: RunningDemo, page: Page): Promise<string> {
  await page.goto(`${demo.facts.storefront}/checkout`)
  return (await page.locator('[data-total]').first().innerText()).replace(/\s+/g, ' ').trim()
}
