import type { Page } from 'playwright-core'
import { makeKeypair } from '../../test/standin/chains/solana/solanaWallets.ts'
import type { RunningDemo } from '../../test/standin/demo/startDemo.ts'
import { loadGate } from './actInShop.ts'
import { CUSTOMER, findThanks, type Shops } from './fillShops.ts'

/** A picture of the storefront: a page, and what a shopper does there before it is taken. */
export type StorePicture = {
  readonly name: string
  readonly url: string
  readonly act?: (page: Page) => Promise<unknown>
}

const panel = (page: Page, name: string) => page.locator(`palisade-gate[data-panel="${name}"]`).waitFor()

const block = (page: Page) => page.locator('#surface s-section')

async function choose(page: Page, wallet: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: wallet }).click()
}

const connecting =
  (wallet: string, end: string, answer: 'Sign' | 'Reject' = 'Sign') =>
  async (page: Page) => {
    await choose(page, wallet)
    await page.getByRole('button', { name: answer, exact: true }).click()
    await panel(page, end)
  }

/** The states of the theme's block, and the pages around it. */
export function listStorePictures({ busy, held }: Shops): StorePicture[] {
  const { storefront } = busy.facts
  const product = (place: number) => `${storefront}/products/${loadGate(busy, place).handle}`
  return [
    { name: 'store-locked', url: product(0) },
    { name: 'store-locked-exclusive', url: product(1) },
    { name: 'store-editor', url: `${product(0)}?design=1` },
    {
      name: 'store-wallets',
      url: product(0),
      act: (page) => page.getByRole('button', { name: 'Connect wallet' }).click(),
    },
    { name: 'store-signing', url: product(0), act: (page) => choose(page, 'Holder wallet') },
    {
      name: 'store-rejected',
      url: product(0),
      act: async (page) => {
        await connecting('Holder wallet', 'locked', 'Reject')(page)
        await page.getByText('No problem. Connect whenever you like.').filter({ visible: true }).waitFor()
      },
    },
    { name: 'store-refused', url: product(0), act: connecting('Empty wallet', 'refused') },
    { name: 'store-unlocked', url: product(0), act: connecting('Holder wallet', 'unlocked') },
    { name: 'store-unlocked-exclusive', url: product(1), act: connecting('Holder wallet', 'unlocked') },
    { name: 'store-refused-german', url: `${product(0)}?locale=de`, act: refuseInGerman },
    {
      name: 'store-used-up',
      url: `${held.facts.storefront}/products/${loadGate(held, 0).handle}`,
      act: connecting('Holder wallet', 'refused'),
    },
    { name: 'store-test-mode', url: `${held.facts.storefront}/products/${loadGate(held, 2).handle}` },
    ...listUsesPictures(busy),
    { name: 'buyer-thank-you', url: findThanks(held, 0), act: (page) => block(page).waitFor() },
    { name: 'buyer-held', url: findThanks(held, 1), act: (page) => block(page).waitFor() },
    {
      name: 'buyer-held-arabic',
      url: `${findThanks(held, 1)}?locale=ar`,
      act: (page) => block(page).waitFor(),
    },
    {
      name: 'buyer-profile',
      url: `${storefront}/account/login`,
      act: async (page) => {
        await page.request.post(page.url(), { form: { customer_id: String(CUSTOMER) } })
        await page.goto(`${storefront}/account`)
        await block(page).waitFor()
      },
    },
    { name: 'store-cart', url: product(0), act: (page) => fillCart(page, storefront, 'cart') },
    { name: 'store-checkout', url: product(0), act: (page) => fillCart(page, storefront, 'checkout') },
    {
      name: 'store-failed',
      url: product(0),
      act: async (page) => {
        await page.route('**/apps/palisade/unlock*', (route) => route.abort())
        await connecting('Holder wallet', 'failed')(page)
      },
    },
  ]
}

/** The server's own page on which anybody looks up the uses of an NFT. */
function listUsesPictures(demo: RunningDemo): StorePicture[] {
  const page = `${demo.app.origin}/uses/${demo.shop.myshopifyDomain}/${loadGate(demo, 2).id}`
  const nft = makeKeypair('mint harbor lights 3').publicKey.toBase58()
  return [
    { name: 'uses', url: page },
    { name: 'uses-found', url: `${page}?token=${nft}` },
    { name: 'uses-found-arabic', url: `${page}?token=${nft}&locale=ar` },
    { name: 'uses-not-found', url: `${page}?token=owl&locale=de` },
    { name: 'uses-missing', url: `${page}0` },
  ]
}

async function refuseInGerman(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Wallet verbinden' }).click()
  await page.locator('.palisade-wallet', { hasText: 'Empty wallet' }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await panel(page, 'refused')
}

async function fillCart(page: Page, storefront: string, next: 'cart' | 'checkout'): Promise<void> {
  await connecting('Holder wallet', 'unlocked')(page)
  const added = page.waitForResponse('**/cart/add.js')
  await page.locator('button[name="add"]').click()
  await added
  await page.goto(`${storefront}/${next}`)
}
