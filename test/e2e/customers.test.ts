import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { send } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { readTags, unlockAs } from './unlockAs.ts'

/*
 * From a shop that tags nobody to a tagged customer, and back: the merchant opts in and allows it, a signed-in shopper
 * unlocks a gate, staff see and erase what is stored.
 */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const ADA = 7_766_554_433_221
const BEN = 7_766_554_433_222

async function openAdmin(path: string) {
  const page = await (await openPerson({ width: 1280, height: 900 })).newPage()
  await page.goto(`${demo.facts.admin}${path}`)
  const app = page.frameLocator('iframe')
  await app.locator('[inert]').waitFor({ state: 'detached' })
  return { page, app }
}

const SHOTS = process.env.PALISADE_SHOTS

/** A picture of the page, wide and narrow, if a folder for pictures is given. */
async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return
  await mkdir(SHOTS, { recursive: true })
  for (const [width, height] of [
    [390, 1600],
    [1280, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
  }
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()

test('default: a merchant opts in, a signed-in holder is tagged, staff see it and erase it', async () => {
  const tag = demo.facts.gates[0]?.name ?? ''
  const { page, app } = await openAdmin('/app/settings')
  await app.getByLabel('Tag customers who hold tokens').check()
  await app.getByText('Palisade cannot tag customers').waitFor()
  await shoot(page, 'settings-not-allowed')
  await app.getByRole('button', { name: 'Allow tagging' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Allow', exact: true }).click()
  await app.getByText('Palisade cannot tag customers').waitFor({ state: 'detached' })
  await save(page)
  await app.getByRole('link', { name: 'See tagged customers' }).waitFor()

  await unlockAs(demo, null)
  await unlockAs(demo, ADA)
  // It wakes the jobs, which else look every ten seconds.
  await demo.requestAdmin({ path: '/app/customers/permission.data', body: {} })
  await expect.poll(() => readTags(demo, ADA), { timeout: 30_000 }).toEqual([tag])
  expect(await readTags(demo, BEN)).toEqual([])

  await app.getByRole('link', { name: 'See tagged customers' }).click()
  await app.getByText('1 customer tagged', { exact: false }).waitFor()
  await shoot(page, 'customers')
  await app.getByRole('link', { name: String(ADA) }).click()
  await app.getByRole('heading', { name: `Customer ${ADA}` }).waitFor()
  await app.getByText('Tagged', { exact: true }).waitFor()
  await shoot(page, 'customer')
  const file = await demo.requestAdmin({ path: `/app/customers/${ADA}/data` })
  expect(await file.json()).toMatchObject({ customer: String(ADA), tags: { rows: [{ own_tag: tag }] } })
  await app.getByRole('button', { name: 'Erase data' }).click()
  await app.getByRole('dialog').getByRole('button', { name: 'Erase data' }).click()
  await app.getByText('Palisade stores nothing about this customer.').waitFor()
  await expect.poll(() => readTags(demo, ADA), { timeout: 30_000 }).toEqual([])
})

test('refuses: a customer’s id that Shopify did not sign (ERR_PROXY_SIGNATURE)', async () => {
  const { shop } = demo.facts
  const query = new URLSearchParams({
    ...{ shop, logged_in_customer_id: String(BEN), path_prefix: '/apps/palisade' },
    ...{ timestamp: String(Math.floor(Date.now() / 1000)), signature: 'ab'.repeat(32) },
  })
  const answer = await send(`${demo.app.origin}/proxy/unlock?${query}`, {})
  expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'ERR_PROXY_SIGNATURE' }])
  // The same through the store: its own value replaces the shopper's.
  const { storefront } = demo.facts
  await send(`${storefront}/apps/palisade/nonce?logged_in_customer_id=${BEN}`, {})
  const page = await demo.requestAdmin({ path: `/app/customers/${BEN}.data` })
  expect(await page.text()).toContain('"isEmpty",true')
})
