import type { StandInChains } from '../chains/startChains.ts'
import type { ShopSeed } from '../shopify/seedShop.ts'
import type { Merchant } from './requestAdmin.ts'
import { type GateForm, submitGate } from './submitGate.ts'

export type SeededGate = {
  readonly id: number
  readonly name: string
  readonly kind: 'discount' | 'exclusive' | 'both'
  readonly productId: number
  readonly variantId: number
  readonly handle: string
}
export type SeedGatesParameters = {
  readonly merchant: Omit<Merchant, 'myshopifyDomain'>
  readonly shop: ShopSeed
  /** One gate for each of the shop's first products. */
  readonly forms: readonly GateForm[]
}

/**
 * Create a shop's gates through the app's admin endpoint, as its merchant would. The first request installs the app.
 */
export async function seedGates({ shop, forms, ...parameters }: SeedGatesParameters): Promise<SeededGate[]> {
  const { myshopifyDomain, products } = shop
  const merchant = { ...parameters.merchant, myshopifyDomain }
  const gates: SeededGate[] = []
  for (const [i, form] of forms.entries()) {
    const product = products[i]
    const variant = product?.variants[0]
    if (!product || !variant?.id) throw new Error('The demo has more gates than products.')
    gates.push({
      id: await submitGate({ merchant, productId: product.id, form }),
      name: form.name,
      kind: form.reaction.exclusive ? 'both' : 'discount',
      productId: product.id,
      variantId: variant.id,
      handle: product.handle,
    })
  }
  return gates
}

/** The gates of Harbor & Pine. */
export function planHarborGates({ ethereum, solana }: StandInChains['chains']): GateForm[] {
  const owls = {
    kind: 'erc721',
    chain: 'ethereum',
    contract: ethereum.contracts.erc721,
    minimum: '2',
  }
  const coins = {
    kind: 'erc20',
    chain: 'ethereum',
    contract: ethereum.contracts.erc20,
    minimum: '100',
  }
  const lights = {
    kind: 'collection',
    chain: 'solana',
    contract: solana.contracts.collection,
    minimum: '1',
  }
  return [
    { name: 'Night Owls holders', root: { kind: 'all', of: [owls] }, reaction: { value: '20' } },
    {
      name: 'Harbor Coin members',
      discountName: 'Harbor Coin price',
      root: { kind: 'all', of: [coins] },
      // Exclusive: nobody else can buy the mug.
      reaction: { exclusive: true, price: 'fixedAmount', value: '5.50' },
    },
    { name: 'Harbor Lights holders', root: { kind: 'all', of: [lights] }, reaction: { value: '12.5' } },
  ]
}

/** The gate of North Quay. */
export function planQuayGates({ polygon }: StandInChains['chains']): GateForm[] {
  const passes = {
    kind: 'erc1155',
    chain: 'polygon',
    contract: polygon.contracts.erc1155,
    minimum: '3',
    tokenIds: '1, 7',
  }
  const manyOwls = {
    kind: 'erc721',
    chain: 'polygon',
    contract: polygon.contracts.erc721,
    minimum: '10',
  }
  return [
    { name: 'Owls or Tide Pass', root: { kind: 'any', of: [passes, manyOwls] }, reaction: { value: '20' } },
  ]
}
