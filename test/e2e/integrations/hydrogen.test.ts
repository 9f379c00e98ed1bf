import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { copyExample } from './copyExample.ts'
import { openShopper } from './openShopper.ts'
import { packPackages } from './packPackages.ts'
import { type RunningExample, runExample } from './runExample.ts'

/*
 * The Hydrogen-style example against the demo, with the package from its tarball: its own site, the Storefront API of the stand-in, the real Functions, and
 * orders that the app settles.
 */
let demo: RunningDemo
let site: RunningExample
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await openDemo()
  const packed = await packPackages()
  closers.push(packed.close)
  const { storefront } = demo.facts
  const { folder, close } = await copyExample({
    name: 'hydrogen',
    install: packed.install,
    packages: {
      react: 'node_modules/react',
      'react-dom': 'node_modules/react-dom',
      'react-router': 'node_modules/react-router-7',
      esbuild: 'node_modules/esbuild',
    },
  })
  const made = await fetch(`${storefront}/standin/storefrontToken`, { method: 'POST', body: '{}' })
  const { token } = (await made.json()) as { token: string }
  site = await runExample({
    file: `${folder}/server.mjs`,
    env: {
      PALISADE_API: demo.facts.api,
      PALISADE_PUBLISHABLE_KEY: demo.facts.keys.publishable,
      STOREFRONT_API: `${storefront}/api/2026-10/graphql.json`,
      STOREFRONT_PUBLIC_TOKEN: token,
    },
  })
  closers.push(site.close, close)
})
afterAll(async () => {
  for (const close of closers.splice(0)) await close()
})

const open = (path: string) => openShopper({ demo, url: `${site.origin}${path}` })
const connect = (page: Page, wallet: string) =>
  page.getByRole('button', { name: `Connect ${wallet}` }).click()
const say = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const addToCart = async (page: Page) => {
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('heading', { name: 'Your cart' }).waitFor()
}
const checkOut = async (page: Page) => {
  await page.getByRole('link', { name: 'Check out' }).click()
  await page.waitForURL(/\/checkout/)
}
const readTotal = (page: Page) => page.locator('[data-total]').innerText()
const readCarts = () => [...demo.shop.carts.values()]

type Attribute = { key: string; value: string }

/** Changes the page's cart over the Storefront API, as another app would. */
async function changeCart(page: Page, attributes: Attribute[]): Promise<Attribute[]> {
  const [cookie] = (await page.context().cookies(site.origin)).filter(({ name }) => name === 'cart')
  const query = `mutation ($id: ID!, $attributes: [AttributeInput!]!) {
    cartAttributesUpdate(cartId: $id, attributes: $attributes) { cart { attributes { key value } } }
  }`
  const variables = { id: decodeURIComponent(cookie?.value ?? ''), attributes }
  const answer = await fetch(`${demo.facts.storefront}/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data } = (await answer.json()) as {
    data: { cartAttributesUpdate: { cart: { attributes: Attribute[] } } }
  }
  return data.cartAttributesUpdate.cart.attributes
}

describe('the Hydrogen-style storefront', () => {
  test('default: a holder connects, sees the price in the cart, pays it, and the order is settled', async () => {
    const page = await open('/products/varsity-jacket')
    await say(page, 'Night Owls holders')
    await say(page, '20 % off')
    await connect(page, 'Holder wallet')
    await say(page, 'Unlocked.')
    await addToCart(page)
    await say(page, 'Total: 96.0 EUR')
    await checkOut(page)
    expect(await readTotal(page)).toContain('96.00')
    await page.getByRole('button', { name: 'Complete order' }).click()
    await page.waitForURL(/thank|complete|orders/)
    const order = demo.shop.orders.at(-1)
    expect(order?.total).toBe('96.00')
    // The order names the cart as the proof does: no doubt is left.
    await expect.poll(() => order?.tags).toEqual(['token-gate'])
  })

  test('behavior: a line that was in the cart before gets its price, and another app’s attributes stay', async () => {
    const page = await open('/products/camp-mug')
    await say(page, 'Harbor Coin members')
    await addToCart(page)
    await say(page, 'Total: 24.0 EUR')
    await changeCart(page, [{ key: 'gift', value: 'yes' }])
    await connect(page, 'Holder wallet')
    await say(page, 'Total: 18.5 EUR')
    const [cart] = readCarts().filter(({ attributes }) => attributes.gift === 'yes')
    expect(Object.keys(cart?.attributes ?? {})).toEqual(['gift', '_palisade'])
    await checkOut(page)
    expect(await readTotal(page)).toContain('18.50')
  })

  test('behavior: the next page needs no second signature, and a second tab writes the same cart', async () => {
    const page = await open('/products/varsity-jacket')
    await connect(page, 'Holder wallet')
    await say(page, 'Unlocked.')
    await addToCart(page)
    await say(page, 'Unlocked.')
    const second = await page.context().newPage()
    await second.goto(`${site.origin}/products/camp-mug`)
    await say(second, 'Unlocked.')
    await addToCart(second)
    await say(second, 'Total: 114.5 EUR')
    // The first tab writes its proofs into the cart that has a second line now.
    await page.reload()
    await say(page, 'Total: 114.5 EUR')
    await checkOut(page)
    expect(await readTotal(page)).toContain('114.50')
  })

  test('behavior: who disconnects pays the full price again', async () => {
    const page = await open('/products/varsity-jacket')
    await connect(page, 'Holder wallet')
    await say(page, 'Unlocked.')
    await addToCart(page)
    await say(page, 'Total: 96.0 EUR')
    await page.getByRole('button', { name: /^Disconnect 0x/ }).click()
    await say(page, 'Total: 120.0 EUR')
    await page.getByRole('button', { name: 'Connect Holder wallet' }).waitFor()
    await checkOut(page)
    expect(await readTotal(page)).toContain('120.00')
  })

  test('refuses: an outsider learns what is missing, pays the full price, and cannot buy what is for holders', async () => {
    const page = await open('/products/varsity-jacket')
    await connect(page, 'Empty wallet')
    await say(page, 'You have 0 of 2 Night Owls.')
    await addToCart(page)
    await say(page, 'Total: 120.0 EUR')
    await page.goto(`${site.origin}/products/camp-mug`)
    await say(page, /You have 0 of 100/)
    await addToCart(page)
    await checkOut(page)
    expect(await page.locator('[data-checkout-error]').count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Complete order' }).isDisabled()).toBe(true)
  })

  test('behavior: a cart that has ended is replaced, and gets the proofs', async () => {
    const page = await open('/products/varsity-jacket')
    await addToCart(page)
    demo.shop.carts.clear()
    await page.goto(`${site.origin}/products/varsity-jacket`)
    await connect(page, 'Holder wallet')
    await say(page, 'Unlocked.')
    // The page says what to do, and the wallet stays logged in.
    await say(page, /Make a new cart/)
    await addToCart(page)
    await say(page, 'Total: 96.0 EUR')
    // The line's own proof came first; the cart's attribute follows when its page opens.
    const readKeys = () => readCarts().map(({ attributes }) => Object.keys(attributes))
    await expect.poll(readKeys).toEqual([['_palisade']])
  })

  test('behavior: the page is complete without script, and both pages fit a phone', async () => {
    const html = await (await fetch(`${site.origin}/products/varsity-jacket`)).text()
    expect(html).toContain('Varsity Jacket')
    const page = await open('/products/varsity-jacket')
    await page.setViewportSize({ width: 390, height: 800 })
    await say(page, 'Night Owls holders')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/hydrogen-390.png`, fullPage: true })
  })
})
