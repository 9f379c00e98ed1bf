import type { StandInChains } from '../chains/startChains.ts'
import type { ShopSeed } from '../shopify/seedShop.ts'
import { type Merchant, requestAdmin } from './requestAdmin.ts'
import { otherShop } from './shops.ts'

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
  readonly chains: StandInChains['chains']
}

/** Spelled out here: the admin's own types would hide what its door takes. */
type ConditionForm = {
  kind: string
  chain: string
  contract: string
  minimum: string
  maximum: string
  tokenIds: string
  perId: boolean
  listId: string
}
type Form = {
  name: string
  state: 'active'
  subject: { kind: 'products'; productIds: number[]; variants: never[]; collectionIds: never[] }
  root: { kind: 'all' | 'any'; count: string; of: ConditionForm[] }
  heldForBlocks: string
  snapshots: never[]
  reaction: { exclusive: boolean; price: 'percentage' | 'fixedAmount'; value: string; freeShipping: boolean }
  cap: string
  limits: { perWallet: string; perToken: string; total: string }
  schedule: { startsAt: string; endsAt: string; afterEnd: 'public' | 'closed' }
  guard: 'open' | 'account' | 'cart'
  combination: {
    orderDiscounts: boolean
    productDiscounts: boolean
    shippingDiscounts: boolean
    purchases: 'oneTime' | 'subscription' | 'both'
  }
  recheck: boolean
}

/** Make a shop's gates through the app's own admin door, as its merchant would; the first request installs the app. */
export async function seedGates(parameters: SeedGatesParameters): Promise<SeededGate[]> {
  const gates: SeededGate[] = []
  for (const [i, form] of planForms(parameters).entries()) {
    const product = parameters.shop.products[i]
    const variant = product?.variants[0]
    if (!product || !variant?.id) throw new Error('The demo has more gates than products.')
    const subject = { kind: 'products' as const, productIds: [product.id], variants: [], collectionIds: [] }
    const id = await submit({ ...parameters, form: { ...form, subject } })
    gates.push({
      id,
      name: form.name,
      kind: form.reaction.exclusive ? 'both' : 'discount',
      productId: product.id,
      variantId: variant.id,
      handle: product.handle,
    })
  }
  return gates
}

const off: Form['reaction'] = { exclusive: false, price: 'percentage', value: '', freeShipping: false }
const base = {
  state: 'active' as const,
  heldForBlocks: '',
  snapshots: [],
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'closed' as const },
  guard: 'open' as const,
  combination: {
    orderDiscounts: true,
    productDiscounts: false,
    shippingDiscounts: true,
    purchases: 'oneTime' as const,
  },
  recheck: false,
}

function planForms({ shop, chains }: SeedGatesParameters): Omit<Form, 'subject'>[] {
  const { ethereum, polygon, solana } = chains
  const owls = draft({
    kind: 'erc721',
    chain: 'ethereum',
    contract: ethereum.contracts.erc721,
    minimum: '2',
  })
  const coins = draft({
    kind: 'erc20',
    chain: 'ethereum',
    contract: ethereum.contracts.erc20,
    minimum: '100',
  })
  const passes = draft({
    kind: 'erc1155',
    chain: 'polygon',
    contract: polygon.contracts.erc1155,
    minimum: '3',
    tokenIds: '1, 7',
  })
  const lights = draft({
    kind: 'collection',
    chain: 'solana',
    contract: solana.contracts.collection,
    minimum: '1',
  })
  const manyOwls = { ...owls, chain: 'polygon', contract: polygon.contracts.erc721, minimum: '10' }
  if (shop.myshopifyDomain === otherShop.myshopifyDomain) {
    return [
      {
        ...base,
        name: 'Owls or Tide Pass',
        root: { kind: 'any', count: '', of: [passes, manyOwls] },
        reaction: { ...off, value: '20' },
      },
    ]
  }
  return [
    {
      ...base,
      name: 'Night Owls holders',
      root: { kind: 'all', count: '', of: [owls] },
      reaction: { ...off, value: '20' },
    },
    {
      ...base,
      name: 'Harbor Coin members',
      root: { kind: 'all', count: '', of: [coins] },
      // Nobody else can buy the mug.
      reaction: { ...off, exclusive: true, price: 'fixedAmount', value: '5.50' },
    },
    {
      ...base,
      name: 'Harbor Lights holders',
      root: { kind: 'all', count: '', of: [lights] },
      reaction: { ...off, value: '12.5' },
    },
  ]
}

function draft(
  condition: Pick<ConditionForm, 'kind' | 'chain' | 'contract' | 'minimum'> & Partial<ConditionForm>,
): ConditionForm {
  return { maximum: '', tokenIds: '', perId: false, listId: '', ...condition }
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
