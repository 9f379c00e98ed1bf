import type { FrameLocator, Locator, Page } from 'playwright-core'
import type { StoreFacts } from '../../test/standin/demo/openStore.ts'
import { loadGate } from '../screenshots/actInShop.ts'
import { findThanks, type Shops } from '../screenshots/fillShops.ts'
import { press } from '../screenshots/listStates.ts'

/** A picture of the documents, of a part of a page. */
export type DocPicture = {
  /** Its file is docs/pictures/<name>.png. */
  readonly name: string
  readonly url: string
  readonly act?: (page: Page, app: FrameLocator) => Promise<unknown>
  /** What it shows: cards of the admin by their headings, all of them if none is named, the dialog, or a block. */
  readonly shows: readonly string[] | 'dialog' | keyof typeof BLOCKS
}

/** Blocks outside the admin: on a page of the store, and on a buyer's page. */
export const BLOCKS = { block: 'palisade-gate', 'buyer block': '#surface s-section' } as const

/** The cards with these headings. */
export function findCards(app: FrameLocator, headings: readonly string[]): Locator[] {
  return headings.map((name) =>
    app
      .locator('.Polaris-ShadowBevel')
      .filter({
        has: app.getByRole('heading', { name, exact: true }).or(app.getByLabel(name, { exact: true })),
      })
      .last(),
  )
}

const opening = (name: string | RegExp) => async (_: Page, app: FrameLocator) => {
  await press(app, name)
  await app.locator('.Polaris-Modal-Dialog__Modal').waitFor()
}
const connecting = (wallet: string, end: string) => async (page: Page) => {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: wallet }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.locator(`palisade-gate[data-panel="${end}"]`).waitFor()
}

/** Pictures of the store at BigCommerce: its control panel, and its card. */
function listPanelPictures(store: StoreFacts | null): DocPicture[] {
  if (!store) return []
  const { panel, storefront } = store
  const jacket = `${storefront}/harbour-jacket/`
  const going = (name: string) => async (_: Page, app: FrameLocator) => {
    await app.locator('ui-nav-menu a', { hasText: name }).click()
    await app.getByRole('heading', { name, exact: true }).first().waitFor()
  }
  const openingGate = async (page: Page, app: FrameLocator) => {
    await going('Gates')(page, app)
    await app.getByRole('link', { name: 'Coins for jackets' }).first().click()
    await app.getByRole('heading', { name: 'Enforcement' }).waitFor()
  }
  return [
    { name: 'bigcommerce-enforcement', url: panel, act: openingGate, shows: ['Enforcement'] },
    { name: 'bigcommerce-orders', url: panel, act: going('Settings'), shows: ['Orders'] },
    { name: 'bigcommerce-card', url: jacket, shows: 'block' },
    {
      name: 'bigcommerce-unlocked',
      url: jacket,
      act: connecting('Holder wallet', 'unlocked'),
      shows: 'block',
    },
  ]
}

/** Every picture of the documents. */
export function listDocPictures({
  fresh,
  shops,
  store,
}: {
  fresh: Shops['busy']
  shops: Shops
  store: StoreFacts | null
}): DocPicture[] {
  const { busy, held } = shops
  const { admin, storefront } = fresh.facts
  const [owls, coins] = [loadGate(fresh, 0), loadGate(fresh, 1)]
  const gate = `${admin}/app/gates/${owls.id}`
  const product = (handle: string) => `${storefront}/products/${handle}`
  const { holder } = fresh.facts.chains.ethereum.wallets
  return [
    { name: 'set-up', url: `${admin}/app`, shows: ['Set up Palisade'] },
    { name: 'gate-who', url: gate, shows: ['Name', 'Products', 'What a wallet must hold'] },
    { name: 'gate-gives', url: gate, shows: ['What holders get'] },
    { name: 'gate-exclusive', url: `${admin}/app/gates/${coins.id}`, shows: ['What holders get'] },
    {
      name: 'gate-limits',
      url: gate,
      act: (_, app) => app.getByLabel('Per NFT').fill('1'),
      shows: ['Usage limits'],
    },
    {
      name: 'gate-schedule',
      url: gate,
      act: async (_, app) => {
        await app.getByLabel('Start date').fill('2030-05-01')
        await app.getByLabel('Start time').fill('10:00')
        await app.getByLabel('End date').fill('2030-05-31')
        await app.getByLabel('End time').fill('23:59')
      },
      shows: ['Schedule'],
    },
    {
      name: 'gate-check',
      url: gate,
      act: async (_, app) => {
        await app.getByLabel('Wallet address', { exact: true }).fill(holder.address)
        await press(app, 'Check')
        await app.locator('.palisade-check').first().waitFor()
      },
      shows: ['Check a wallet'],
    },
    {
      name: 'gate-test',
      url: gate,
      act: async (_, app) => {
        await app.getByLabel('Status', { exact: true }).selectOption('test')
        await app.getByLabel('Test wallets').fill(holder.address)
      },
      shows: ['Status'],
    },
    { name: 'store-locked', url: product(owls.handle), shows: 'block' },
    {
      name: 'store-unlocked',
      url: product(owls.handle),
      act: connecting('Holder wallet', 'unlocked'),
      shows: 'block',
    },
    {
      name: 'store-refused',
      url: product(owls.handle),
      act: connecting('Empty wallet', 'refused'),
      shows: 'block',
    },
    { name: 'store-exclusive', url: product(coins.handle), shows: 'block' },
    ...listPanelPictures(store),
    {
      name: 'list-create',
      url: `${admin}/app/lists`,
      act: async (page, app) => {
        await opening('Create list')(page, app)
        await app.getByRole('dialog').getByRole('textbox').fill('Early supporters')
      },
      shows: 'dialog',
    },
    {
      name: 'pass-create',
      url: `${admin}/app/gates/${owls.id}/passes`,
      act: opening('Create pass'),
      shows: 'dialog',
    },
    { name: 'order-held', url: `${held.facts.admin}/app/orders/${held.orders[1]?.id}`, shows: [] },
    { name: 'buyer-unlocked', url: findThanks(held, 0), shows: 'buyer block' },
    { name: 'buyer-held', url: findThanks(held, 1), shows: 'buyer block' },
    {
      name: 'customer-tag',
      url: `${busy.facts.admin}/app/customers`,
      act: opening(/^Edit/),
      shows: 'dialog',
    },
  ]
}
