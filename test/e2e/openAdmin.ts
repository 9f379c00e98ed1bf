import type { FrameLocator, Page } from 'playwright-core'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openPerson } from './openPerson.ts'

/** A page of the admin, and the app in its frame. */
export type Admin = { readonly page: Page; readonly app: FrameLocator }

/** Opens the list of gates, ready for a press. */
export async function openAdmin(demo: RunningDemo): Promise<Admin> {
  const person = await openPerson({ height: 1000 })
  const page = await person.newPage()
  await page.goto(`${demo.facts.admin}/app/gates`)
  const app = page.frameLocator('iframe')
  await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
  // Shopify's menu works only after the page's script has hydrated.
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

/** Reads what a product's page offers a new visitor. */
export async function readOffer(demo: RunningDemo, handle: string): Promise<string> {
  const person = await openPerson()
  const page = await person.newPage()
  await page.goto(`${demo.facts.storefront}/products/${handle}`)
  const text = await page.locator('palisade-gate').innerText()
  await person.close()
  return text
}
