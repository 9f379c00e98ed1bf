import { type OpenBigCommerceResult, openBigCommerce } from '../bigcommerce/openBigCommerce.ts'
import { JACKET, MEMBERS_CAP } from '../bigcommerce/seedStore.ts'
import type { StandInChains } from '../chains/startChains.ts'
import { installStore } from './openStoreSession.ts'
import type { Merchant } from './requestAdmin.ts'
import { type GateForm, submitGate } from './submitGate.ts'

const APP = { clientId: 'palisadedemo', clientSecret: 'the secret of the demo at bigcommerce' }
const HASH = 'northwind'

/** What tools need to know of the demo's store at BigCommerce. */
export type StoreFacts = {
  readonly storefront: string
  /** The store's control panel, with the app in its frame. */
  readonly panel: string
  /** Base URL of the addresses that the store's pages ask. */
  readonly api: string
  /** A gate that lowers the price for holders. */
  readonly gate: { readonly id: number; readonly productId: number; readonly variantId: number }
  /** A gate of a product that only holders may buy. */
  readonly exclusiveGate: { readonly id: number; readonly productId: number; readonly variantId: number }
}

/** Open the store at BigCommerce. The app needs its address before it starts. */
export async function openStore(parameters: {
  readonly host: string
  readonly port: number
  readonly appOrigin: string
  readonly headHtml: string
}): Promise<OpenBigCommerceResult & { readonly env: Readonly<Record<string, string>> }> {
  const opened = await openBigCommerce({ ...parameters, ...APP, hash: HASH, name: 'Northwind Trading' })
  return {
    ...opened,
    env: {
      BIGCOMMERCE_CLIENT_ID: APP.clientId,
      BIGCOMMERCE_CLIENT_SECRET: APP.clientSecret,
      BIGCOMMERCE_API_URL: opened.origin,
      BIGCOMMERCE_LOGIN_URL: opened.origin,
    },
  }
}

/** Install the app in the store and make its gates, as its merchant would in the control panel. */
export async function fillStore({
  store: { origin },
  merchant,
  chains,
}: {
  readonly store: Pick<OpenBigCommerceResult, 'origin'>
  readonly merchant: Omit<Merchant, 'myshopifyDomain'>
  readonly chains: StandInChains['chains']
}): Promise<StoreFacts> {
  const member = { ...merchant, myshopifyDomain: HASH, session: await installStore(origin) }
  const coins = (minimum: string): GateForm['root'] => ({
    kind: 'all',
    of: [{ kind: 'erc20', chain: 'ethereum', contract: chains.ethereum.contracts.erc20, minimum }],
  })
  const priceForm = { name: 'Coins for jackets', root: coins('50'), reaction: { value: '20' } }
  const capForm: GateForm = {
    name: 'Caps for members',
    root: coins('100'),
    reaction: { exclusive: true, value: '10' },
  }
  const price = await submitGate({ merchant: member, productId: JACKET.product, form: priceForm })
  const cap = await submitGate({ merchant: member, productId: MEMBERS_CAP.product, form: capForm })
  return {
    storefront: origin,
    panel: `${origin}/manage`,
    api: `${merchant.appOrigin}/bigcommerce/${HASH}/api/v1/storefront`,
    gate: { id: price, productId: JACKET.product, variantId: JACKET.small },
    exclusiveGate: { id: cap, productId: MEMBERS_CAP.product, variantId: MEMBERS_CAP.variant },
  }
}
