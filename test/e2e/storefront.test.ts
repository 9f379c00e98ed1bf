import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { submitForm } from './submitForm.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

async function openProduct(handle: string, search = ''): Promise<Page> {
  const person = await openPerson()
  const page = await person.newPage()
  await page.goto(`${demo.facts.storefront}/products/${handle}${search}`)
  return page
}

async function connect(page: Page, wallet: string, answer: 'Sign' | 'Reject' = 'Sign'): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: wallet }).click()
  await page.getByRole('button', { name: answer, exact: true }).click()
}

const gate = (page: Page) => page.locator('palisade-gate')
const state = (page: Page, name: string) => page.locator(`palisade-gate[data-state="${name}"]`).waitFor()
const total = async (page: Page) =>
  (await page.locator('[data-total]').first().innerText()).replace(/\s+/g, ' ').trim()

async function addToCart(page: Page): Promise<void> {
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
}

describe('a shopper at the store', () => {
  test('default: a holder reads the offer, connects, and pays the holders’ price', async () => {
    const page = await openProduct('varsity-jacket')
    expect(await gate(page).innerText()).toContain('20% off for Night Owls holders')
    await connect(page, 'Holder wallet')
    await state(page, 'unlocked')
    expect(await gate(page).innerText()).toContain('Unlocked: 20% off')
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/checkout`)
    // The gate names no discount, so shoppers read its own name.
    expect(await page.locator('body').innerText()).toContain('Night Owls holders')
    expect(await page.locator('body').innerText()).not.toContain('Token holder price')
    expect(await total(page)).toContain('96.00')
  })

  test('behavior: Buy it now, which uses its own cart, gives the same price', async () => {
    const page = await openProduct('varsity-jacket')
    await connect(page, 'Holder wallet')
    await state(page, 'unlocked')
    await page.getByRole('button', { name: 'Buy it now' }).click()
    await page.waitForURL(/checkout/)
    expect(await total(page)).toContain('96.00')
  })

  test('behavior: a line that was added before connecting gets its price too', async () => {
    const page = await openProduct('camp-mug')
    await submitForm(page, 'add')
    await page.goto(`${demo.facts.storefront}/products/camp-mug`)
    await connect(page, 'Holder wallet')
    await state(page, 'unlocked')
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('18.50')
  })

  test('behavior: the next page needs no second signature, and one visit opens another product', async () => {
    const page = await openProduct('varsity-jacket')
    await connect(page, 'Holder wallet')
    await state(page, 'unlocked')
    await page.goto(`${demo.facts.storefront}/products/camp-mug`)
    await state(page, 'unlocked')
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/cart`)
    expect(await page.locator('body').innerText()).toContain('Harbor Coin price')
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('18.50')
    expect(await page.locator('body').innerText()).toContain('Harbor Coin price')
  })

  test('behavior: an outsider sees what is missing and pays the full price', async () => {
    const page = await openProduct('varsity-jacket')
    await connect(page, 'Empty wallet')
    await state(page, 'refused')
    const text = await gate(page).innerText()
    expect(text).toMatch(/You need 2 Night Owls on Ethereum\. 0x.* holds 0\./)
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('120.00')
  })

  test.each([
    [
      'de',
      'Wallet verbinden',
      /Du brauchst 2 Night Owls auf Ethereum\. 0x.* hat 0\./,
      'Freigeschaltet: 20 % Rabatt',
    ],
    [
      'fr',
      'Connecter un portefeuille',
      /Il vous faut 2 Night Owls sur Ethereum\. 0x.* en a 0\./,
      'Débloqué : 20 % de remise',
    ],
  ])(
    'behavior: a shopper who reads %s is asked, refused and let in with its words',
    async (locale, ask, refused, open) => {
      const page = await openProduct('varsity-jacket', `?locale=${locale}`)
      const press = async (name: string) => page.locator('.palisade-wallet', { hasText: name }).click()
      const read = async () => (await gate(page).innerText()).replace(/\s/g, ' ')
      await page.getByRole('button', { name: ask }).click()
      await press('Empty wallet')
      await page.getByRole('button', { name: 'Sign', exact: true }).click()
      await state(page, 'refused')
      expect(await read()).toMatch(refused)
      await gate(page).locator('[data-for=refused] [data-ref=another]').click()
      await press('Holder wallet')
      await page.getByRole('button', { name: 'Sign', exact: true }).click()
      await state(page, 'unlocked')
      expect(await read()).toContain(open)
    },
  )

  test('behavior: a Solana wallet signs in, and pays the price of its collection', async () => {
    const page = await openProduct('market-tote')
    expect(await gate(page).innerText()).toContain('Solana')
    await connect(page, 'Empty wallet')
    await state(page, 'refused')
    expect(await gate(page).innerText()).toMatch(/You need 1 .+ on Solana\. .+ holds 0\./)
    await page.getByRole('button', { name: 'Use another wallet' }).click()
    await page.getByRole('button', { name: 'Holder wallet' }).click()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await state(page, 'unlocked')
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('33.25')
  })

  test('behavior: a Ledger on Solana signs a transaction that is never sent', async () => {
    const page = await openProduct('market-tote', '?ledger')
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    await page.getByRole('button', { name: 'Holder wallet' }).click()
    await page.getByRole('button', { name: 'Continue with Ledger' }).click()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await state(page, 'unlocked')
    expect(await gate(page).innerText()).toContain('Unlocked')
  })

  test('behavior: a shopper who declines is asked for nothing more and can try again', async () => {
    const page = await openProduct('varsity-jacket')
    await connect(page, 'Holder wallet', 'Reject')
    await state(page, 'locked')
    expect(await gate(page).innerText()).toContain('No problem. Connect whenever you like.')
    await connect(page, 'Holder wallet')
    await state(page, 'unlocked')
  })

  test('behavior: a shopper who disconnects pays the full price again', async () => {
    const page = await openProduct('varsity-jacket')
    await connect(page, 'Holder wallet')
    await state(page, 'unlocked')
    await addToCart(page)
    await page.goto(`${demo.facts.storefront}/products/varsity-jacket`)
    await state(page, 'unlocked')
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await state(page, 'locked')
    const cart = async () => (await page.request.get(`${demo.facts.storefront}/cart.js`)).text()
    await expect.poll(cart).not.toContain('p1~')
    await page.goto(`${demo.facts.storefront}/checkout`)
    expect(await total(page)).toContain('120.00')
  })

  test('behavior: a failing app shows "could not check", and trying again works', async () => {
    const page = await openProduct('varsity-jacket')
    await page.route('**/apps/palisade/unlock', (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
    )
    await connect(page, 'Holder wallet')
    await state(page, 'failed')
    expect(await gate(page).innerText()).toContain(
      'The shop didn’t answer as expected. Please try again in a moment.',
    )
    await page.unroute('**/apps/palisade/unlock')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await state(page, 'unlocked')
  })

  test('behavior: the whole way works by keyboard', async () => {
    const page = await openProduct('varsity-jacket')
    await page.getByRole('button', { name: 'Connect wallet' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').first().waitFor()
    await page.keyboard.press('Escape')
    await state(page, 'locked')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Holder wallet' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sign', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect(state(page, 'unlocked')).resolves.toBeUndefined()
  })
})
