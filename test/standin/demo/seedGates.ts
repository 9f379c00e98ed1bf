import type { StandInChains } from '../chains/startChains.ts'
import type { ShopSeed } from '../shopify/seedShop.ts'
import { type Merchant, requestAdmin } from './requestAdmin.ts'

export type SeededGate = {
  readonly id: number
  readonly name: string
  readonly kind: 'discount' | 'exclusive_access'
  readonly productId: number
  readonly variantId: number
  readonly handle: string
}
export type SeedGatesParameters = {
  readonly merchant: Omit<Merchant, 'myshopifyDomain'>
  readonly shop: ShopSeed
  readonly chains: StandInChains['chains']
}

type Condition = { kind: string; chain: string; contract: string; minimum: string; tokenIds: string }
type Form = {
  name: string
  state: 'active'
  productIds: number[]
  join: 'all' | 'any'
  conditions: Condition[]
  reaction: { kind: 'percentage' | 'fixedAmount'; value: string }
}

/** Make a shop's gates through the app's own admin door, as its merchant would; the first request installs the app. */
export async function seedGates(parameters: SeedGatesParameters): Promise<SeededGate[]> {
  const gates: SeededGate[] = []
  for (const [i, form] of planForms(parameters).entries()) {
    const product = parameters.shop.products[i]
    const variant = product?.variants[0]
    if (!product || !variant?.id) throw new Error('The demo has more gates than products.')
    const id = await submit({ ...parameters, form: { ...form, productIds: [product.id] } })
    gates.push({
      id,
      name: form.name,
      kind: 'discount',
      productId: product.id,
      variantId: variant.id,
      handle: product.handle,
    })
  }
  return gates
}

function planForms({ shop, chains }: SeedGatesParameters): Omit<Form, 'productIds'>[] {
  const { ethereum, polygon } = chains
  const owls = {
    kind: 'erc721',
    chain: 'ethereum',
    contract: ethereum.contracts.erc721,
    minimum: '2',
    tokenIds: '',
  }
  const coins = {
    kind: 'erc20',
    chain: 'ethereum',
    contract: ethereum.contracts.erc20,
    minimum: '100',
    tokenIds: '',
  }
  const passes = {
    kind: 'erc1155',
    chain: 'polygon',
    contract: polygon.contracts.erc1155,
    minimum: '3',
    tokenIds: '1, 7',
  }
  const forms: Omit<Form, 'productIds'>[] = [
    {
      name: 'Night Owls holders',
      state: 'active',
      join: 'all',
      conditions: [owls],
      reaction: { kind: 'percentage', value: '20' },
    },
    {
      name: 'Harbor Coin members',
      state: 'active',
      join: 'all',
      conditions: [coins],
      reaction: { kind: 'fixedAmount', value: '5.50' },
    },
    {
      name: 'Owls or Tide Pass',
      state: 'active',
      join: 'any',
      conditions: [passes, { ...owls, chain: 'polygon', contract: polygon.contracts.erc721, minimum: '10' }],
      reaction: { kind: 'percentage', value: '12.5' },
    },
  ]
  return forms.slice(0, shop.products.length)
}

async function submit({ merchant, shop, form }: SeedGatesParameters & { form: Form }): Promise<number> {
  const { myshopifyDomain } = shop
  const response = await requestAdmin(
    { ...merchant, myshopifyDomain },
    { path: '/app/gates/new.data', body: form },
  )
  const text = await response.text()
  // Remix spells the answer as one flat list: a name stands right before its value.
  const id = /"number",([0-9]+)/.exec(text)?.[1]
  const isLive = text.includes('"active"')
  if (!id || !isLive)
    throw new Error(`The gate "${form.name}" was not made: ${response.status} ${text.slice(0, 500)}`)
  return Number(id)
}
