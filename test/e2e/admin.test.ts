import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { failNext, fillGate, save } from './gateSaves.ts'
import { openAdmin, readOffer } from './openAdmin.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe('a merchant in the admin', () => {
  test('default: the merchant creates a gate and sees it on the storefront', async () => {
    const admin = await openAdmin(demo)
    await fillGate(admin, { demo, name: 'Coins for jackets', product: 'Varsity Jacket' })
    await save(admin)
    await admin.app.getByRole('heading', { name: 'Coins for jackets' }).waitFor()
    expect(await readOffer(demo, 'varsity-jacket')).toContain('25% off for HRBR holders')
    await admin.page.goto(`${demo.facts.admin}/app/gates`)
    const row = admin.app.getByRole('row', { name: /Coins for jackets/ })
    expect(await row.innerText()).toMatch(/Holds at least 50 HRBR on Ethereum[\s\S]*25% off[\s\S]*Active/)
  })

  test('behavior: an error appears at its field, and nothing is saved', async () => {
    const { page, app } = await openAdmin(demo)
    await app
      .getByRole('link', { name: 'Create gate' })
      .or(app.getByRole('button', { name: 'Create gate' }))
      .first()
      .click()
    await app.getByLabel('Name', { exact: true }).fill('Half a gate')
    await app.getByLabel('Contract address').fill('night owls')
    // A chosen holding time that is left empty is not "now".
    await app.locator('[aria-controls="gate-more-options"]').press('Enter')
    await app.getByLabel('Now and some time ago').press('Space')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await app.locator('[id*="contract"][aria-invalid="true"]').waitFor()
    await app.getByText('Enter how long ago, or choose “Now”.').waitFor()
    await app.getByLabel('How long ago').fill('7')
    await app.getByText('About 50,400 blocks on Ethereum.').waitFor()
    const text = await app.locator('body').innerText()
    expect(text.match(/address/gi)?.length).toBeGreaterThan(1)
    await page.goto(`${demo.facts.admin}/app/gates`)
    expect(await app.getByText('Half a gate').count()).toBe(0)
  })

  test('behavior: a Shopify failure leaves the gate pending with the reason, and Retry completes it', async () => {
    const admin = await openAdmin(demo)
    await fillGate(admin, { demo, name: 'Coins for mugs', product: 'Camp Mug' })
    await failNext({ demo, operation: 'metafieldsSet' })
    await save(admin)
    await admin.app.getByText('Saved, but not fully live yet').waitFor()
    expect(await admin.app.locator('body').innerText()).toContain('Shopify is having a bad day.')
    expect(await readOffer(demo, 'camp-mug')).not.toContain('25% off')
    await admin.app.getByRole('button', { name: 'Retry' }).click()
    await admin.app.getByText('Saved, but not fully live yet').waitFor({ state: 'detached' })
    expect(await readOffer(demo, 'camp-mug')).toContain('25% off for HRBR holders')
  })

  test('behavior: a paused gate disappears from the storefront and gives nothing any more', async () => {
    const { app } = await openAdmin(demo)
    const row = app.getByRole('row', { name: /Harbor Lights holders/ })
    await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Pause', exact: true }).click()
    await row.getByText('Paused').waitFor()
    const person = await openPerson()
    const page = await person.newPage()
    await page.goto(`${demo.facts.storefront}/products/market-tote`)
    expect(await page.locator('palisade-gate').count()).toBe(0)
    await row.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Resume', exact: true }).click()
    await row.getByText('Active').waitFor()
    await page.reload()
    await page.locator('palisade-gate').waitFor()
  })

  test('behavior: a new gate that only gives access needs no discount, and shows its end and what it hides', async () => {
    const { app } = await openAdmin(demo)
    await app.getByRole('link', { name: 'Create gate' }).click()
    const { erc721 } = demo.facts.chains.ethereum.contracts
    await app.getByLabel('Contract address').fill(`https://opensea.io/item/ethereum/${erc721}/3`)
    await app.getByText('Night Owls').first().waitFor()
    expect(await app.getByLabel('Contract address').inputValue()).toBe(erc721)
    await app.getByLabel('Exclusive access').check()
    expect(await app.getByLabel('Discount', { exact: true }).inputValue()).toBe('none')
    await app.getByText('Connect your wallet to buy.').waitFor()
    await app.getByText('still sees the buy button, but the checkout refuses their order').waitFor()
    await app.getByLabel('End date').fill('2026-01-01')
    await app.getByText('This end is in the past').waitFor()
    await app.getByText('The gate has ended. Shoppers do not see it.').waitFor()
    await app.getByText('Nobody can buy these products', { exact: true }).click()
    await app.getByText('This is no longer for sale.').waitFor()
    expect(await app.getByText('Connect wallet').count()).toBe(0)
    expect(await app.getByText('Ended 1 Jan 2026, 00:00 (Berlin time).').count()).toBe(1)
  })

  test('behavior: keyboard focus returns to its place when a dialog closes', async () => {
    const { page, app } = await openAdmin(demo)
    const openAndLeave = async (place: string, name: string) => {
      await page.getByRole('link', { name: place, exact: true }).click()
      await app.getByRole('heading', { name: place }).waitFor()
      await app.getByRole('button', { name }).first().press('Enter')
      await app.getByRole('dialog', { name }).waitFor()
      await page.keyboard.press('Escape')
      await app.locator('button:focus', { hasText: name }).waitFor()
    }
    await openAndLeave('Lists', 'Create list')
    await openAndLeave('Developers', 'Create project')
    await app
      .getByRole('link', { name: /Demo sites/ })
      .first()
      .click()
    await app.getByRole('heading', { name: 'Demo sites' }).waitFor()
    // Focus returns to the button after the question, the answer and a second dialog.
    await app.getByRole('button', { name: 'Create key' }).press('Enter')
    await app.getByRole('dialog').getByLabel('Name', { exact: true }).fill('For an hour')
    await app.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).press('Enter')
    await app.getByRole('dialog').getByText('sk_').first().waitFor()
    await app.getByRole('dialog').getByRole('button').last().press('Enter')
    await expect(app.locator('button:focus', { hasText: 'Create key' }).waitFor()).resolves.toBeUndefined()
  })
})
