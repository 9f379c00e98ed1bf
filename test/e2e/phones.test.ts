import { beforeAll, describe, expect, test } from 'vitest'
import { openSolanaWallet } from '../picket/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openDesk, openPhone, openWalletBrowser, readAppLink } from './openPhone.ts'
import { addToCart, readPhoneLinks, readTotal, unlockWith } from './phones.ts'

/* Phones: the card leads into a wallet's app, whose browser has another cart. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})
const holder = () => demo.facts.chains.ethereum.wallets.holder

describe('a shopper on a phone without a wallet', () => {
  test('default: a link opens the page in MetaMask with the cart, and one signature gives the holders’ price', async () => {
    const { links } = await readPhoneLinks(demo, 'varsity-jacket', 'market-tote')
    expect(Object.keys(links)).toEqual([
      'MetaMask',
      'Base (Coinbase)',
      'Trust Wallet',
      'Rainbow',
      'Phantom',
      'Backpack',
    ])
    const { person, signed } = await openWalletBrowser({ name: 'MetaMask', ...holder() })
    const page = await person.newPage()
    await page.goto(readAppLink(links.MetaMask ?? ''))
    expect(await page.locator('main').innerText()).toContain('You had 1 product in your cart')
    await page.getByRole('button', { name: 'Bring my cart' }).tap()
    await page.waitForURL(/products\/varsity-jacket\?.*variant=\d+/)
    await unlockWith(page, 'MetaMask')
    await addToCart(page)
    // The jacket's 120.00 less 20 percent, and the tote at its usual price.
    expect(await readTotal(demo, page)).toContain('134.00')
    expect(signed).toHaveLength(1)

    // The same link a second time asks nothing and adds nothing.
    await page.goto(readAppLink(links.MetaMask ?? ''))
    await page.waitForURL(/products\/varsity-jacket/)
    const cart = await (await page.request.get(`${demo.facts.storefront}/cart.js`)).json()
    expect(cart.item_count).toBe(2)
  })

  test('behavior: a product on Solana opens in Solana’s wallets; with an empty cart nothing is asked', async () => {
    const { links } = await readPhoneLinks(demo, 'market-tote', null)
    expect(Object.keys(links)).toEqual(['Phantom', 'Solflare', 'Backpack'])
    const url = readAppLink(links.Solflare ?? '')
    expect(url).toMatch(/^http:\/\/[^/]+\/products\/market-tote\?country=US&variant=\d+$/)
    const { person, signed } = await openWalletBrowser({
      name: 'Solflare',
      signer: openSolanaWallet('holder'),
    })
    const page = await person.newPage()
    await page.goto(url)
    await unlockWith(page, 'Solflare')
    await addToCart(page)
    expect(await readTotal(demo, page)).toContain('33.25')
    expect(signed).toHaveLength(1)
  })

  test('behavior: the links carry the variant that is chosen, and never a proof or a property', async () => {
    const person = await openPhone()
    const page = await person.newPage()
    await page.goto(`${demo.facts.storefront}/products/varsity-jacket`)
    const form = page.locator('form [name=id]').first()
    const before = await form.inputValue()
    await page.getByText('Large', { exact: true }).tap()
    const id = await form.inputValue()
    expect(id).not.toBe(before)
    await page.evaluate(async (variant) => {
      const items = [
        { id: variant, quantity: 2, properties: { _palisade: 'p1~secret' } },
        { id: variant, quantity: 1, properties: { Engraving: 'For Ada' } },
      ]
      const headers = { 'content-type': 'application/json' }
      await fetch('/cart/add.js', { method: 'POST', headers, body: JSON.stringify({ items }) })
    }, Number(id))
    await page.getByRole('button', { name: 'Connect wallet' }).tap()
    const link = page.getByRole('textbox', { name: 'Link to this page' })
    await expect.poll(() => link.inputValue()).toContain(`lines=${id}:2&`)
    const url = await link.inputValue()
    expect(decodeURIComponent(url)).toContain(`own=1&`)
    expect(url).toContain(`variant%3D${id}`)
    expect(decodeURIComponent(url)).not.toMatch(/secret|Ada|Engraving/)
    const opened = await (await openPhone()).newPage()
    await opened.goto(url)
    expect(await opened.locator('main').innerText()).toContain('Products with your own text or picture stay')
    await opened.getByRole('link', { name: 'Continue without it' }).tap()
    await opened.waitForURL(/products\/varsity-jacket/)
    const cart = await (await opened.request.get(`${demo.facts.storefront}/cart.js`)).json()
    expect(cart.item_count).toBe(0)
  })
})

describe('a shopper at a desk without a wallet', () => {
  test('default: a QR code of the page, its link to copy, and where to get a wallet', async () => {
    const person = await openDesk()
    const page = await person.newPage()
    await page.goto(`${demo.facts.storefront}/products/varsity-jacket`)
    const picture = page.waitForResponse('**/apps/palisade/qr?*')
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    const answer = await picture
    expect(answer.status()).toBe(200)
    expect(answer.headers()['content-type']).toContain('image/svg+xml')
    const code = page.getByRole('img', { name: 'QR code' })
    await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true)
    expect(await page.locator('.palisade-phone').isVisible()).toBe(false)
    await person.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(await page.getByRole('textbox', { name: 'Link to this page' }).inputValue())
    await page.getByText('I don’t have a wallet').click()
    expect(await page.getByRole('link', { name: 'MetaMask' }).getAttribute('href')).toBe(
      'https://metamask.io/download/',
    )
  })

  test('refuses: a code of another site, at the shop’s address (ERR_QUERY_INVALID)', async () => {
    const answer = await fetch(`${demo.facts.storefront}/apps/palisade/qr?page=https://evil.example/`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'ERR_QUERY_INVALID' })
  })
})
