import type { StandInChains } from '../chains/startChains.ts'
import type { StartShopifyResult } from '../shopify/startShopify.ts'
import type { StandinShop } from '../shopify/state.ts'
import type { StoreFacts } from './openStore.ts'
import type { Merchant } from './requestAdmin.ts'
import { planHarborGates, planQuayGates, type SeededGate, seedGates } from './seedGates.ts'
import { seedProject } from './seedProject.ts'
import type { ShopPair } from './shops.ts'

/** Content of `.data/demo.json`, for tools that talk to the demo. */
export type DemoFacts = {
  readonly storefront: string
  readonly admin: string
  /** The first shop's merchant, with the secret with which Shopify signs in this demo. */
  readonly merchant: Merchant
  readonly proxy: string
  readonly shop: string
  readonly chains: StandInChains['chains']
  readonly gates: readonly SeededGate[]
  /** Base URL of the API, without a trailing slash. */
  readonly api: string
  /** Keys of a project that allows the demo's own pages and every page on localhost. */
  readonly keys: { readonly publishable: string; readonly secret: string }
  /** A second shop with the same app, to show that its proofs are worthless in the first shop. */
  readonly otherShop: {
    readonly storefront: string
    readonly admin: string
    readonly shop: string
    readonly gates: readonly SeededGate[]
  }
  /** A store at BigCommerce with the same app; null if the demo was started without one. */
  readonly bigCommerce: StoreFacts | null
}

/** Make the gates of two open shops and a project of the first one, and list what a tool needs to use them. */
export async function composeFacts({
  shopify,
  chains: { chains },
  bigCommerce,
  merchant,
  pair: { harbor, quay },
}: {
  shopify: StartShopifyResult
  chains: StandInChains
  bigCommerce: StoreFacts | null
  merchant: Omit<Merchant, 'myshopifyDomain'>
  pair: ShopPair
}): Promise<DemoFacts> {
  const gates = await seedGates({ merchant, shop: harbor, forms: planHarborGates(chains) })
  const otherGates = await seedGates({ merchant, shop: quay, forms: planQuayGates(chains) })
  const shop = loadShop(shopify, harbor.myshopifyDomain)
  const otherShop = loadShop(shopify, quay.myshopifyDomain)
  const storefront = shop.storefrontOrigin
  const admin = shopify.adminUrlOf(shop)
  const keys = await seedProject({
    merchant,
    shop: harbor,
    origins: [storefront, admin, merchant.appOrigin],
  })
  return {
    storefront,
    admin,
    merchant: { ...merchant, myshopifyDomain: shop.myshopifyDomain },
    proxy: `${storefront}/apps/palisade`,
    shop: shop.myshopifyDomain,
    chains,
    gates,
    api: `${merchant.appOrigin}/api/v1`,
    keys,
    otherShop: {
      storefront: otherShop.storefrontOrigin,
      admin: shopify.adminUrlOf(otherShop),
      shop: otherShop.myshopifyDomain,
      gates: otherGates,
    },
    bigCommerce,
  }
}

/** An open shop of the stand-in. @throws Error if there is none. */
export function loadShop({ state }: Pick<StartShopifyResult, 'state'>, domain: string): StandinShop {
  const shop = state.shops.get(domain)
  if (!shop) throw new Error(`The stand-in has no shop ${domain}.`)
  return shop
}
