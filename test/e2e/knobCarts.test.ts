import { beforeAll, describe, expect, test } from 'vitest'
import { fc, IS_LONG } from '../random.ts'
import { planHarborGates } from '../standin/demo/seedGates.ts'
import type { Checkout, Json, Store } from '../standin/demo/shopper.ts'
import { completeCheckout, openCheckout, post, send } from '../standin/demo/shopper.ts'
import { copyShops } from '../standin/demo/shops.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { type GateForm, submitGate } from '../standin/demo/submitGate.ts'
import { EXPECTED_KNOBS, KNOB_ANSWERS, type Knobs } from '../standin/shopify/knobs.ts'
import type { StandinShop } from '../standin/shopify/state.ts'
import { openDemo } from './openDemo.ts'

/*
 * Random carts of honest and dishonest shoppers under random answers of Shopify to all questions at once. A model says
 * who may buy what, and at which price. The shop of the second kind also writes proofs into the carts' own metafield.
 */

const PRODUCTS = {
  /** 20 percent off for holders. */
  jacket: { productId: 8101, variantId: 91011, off: 24 },
  /** For holders alone, who get 5.50 off. */
  mug: { productId: 8102, variantId: 91021, off: 5.5 },
  /** 10 percent off, guarded by the cart: a gate that only a shop with cart metafields has. */
  tote: { productId: 8103, variantId: 91031, off: 3.8 },
  /** Of no gate. */
  chart: { productId: 8105, variantId: 91051, off: 0 },
}
type Product = keyof typeof PRODUCTS
const PRODUCT_NAMES = Object.keys(PRODUCTS) as Product[]
type Shop = { shop: StandinShop; storefront: string; gates: Partial<Record<Product, number>> }
type Wallet = 'holder' | 'outsider'

let demo: RunningDemo
let shops: Record<'plain' | 'pass', Shop>
beforeAll(async () => {
  demo = await openDemo()
  shops = { plain: await openShop(false), pass: await openShop(true) }
})

async function openShop(usesCartMetafield: boolean): Promise<Shop> {
  const seed = copyShops(demo.shopify.state.shops.size).harbor
  const shop = await demo.shopify.addShop(seed)
  const { myshopifyDomain } = seed
  const merchant = { ...demo.merchant, myshopifyDomain }
  const [jacket, mug] = planHarborGates(demo.facts.chains) as [GateForm, GateForm]
  const gates: Shop['gates'] = {
    jacket: await submitGate({ merchant, productId: PRODUCTS.jacket.productId, form: jacket }),
    mug: await submitGate({ merchant, productId: PRODUCTS.mug.productId, form: mug }),
  }
  if (usesCartMetafield) {
    const grant = ['unauthenticated_read_checkouts', 'unauthenticated_write_checkouts']
    await send(`${demo.shopify.graphqlOrigin}/standin/scopes`, { shop: myshopifyDomain, grant })
    const settings = {
      onViolation: 'tag',
      showsWallet: false,
      usesCartMetafield,
      holdsSuspects: false,
      tagsCustomers: false,
      writesReceipts: false,
    }
    const saved = await demo.requestAdmin({
      path: '/app/settings.data',
      body: settings,
      shop: myshopifyDomain,
    })
    expect(saved.status).toBe(200)
    const form = { ...jacket, name: 'Tote in this cart', guard: 'cart' as const, reaction: { value: '10' } }
    gates.tote = await submitGate({ merchant, productId: PRODUCTS.tote.productId, form })
  }
  return { shop, storefront: shop.storefrontOrigin, gates }
}

type Line = { product: Product; quantity: number }
type Item = { key: string; variant_id: number; quantity: number }
type OpenCart = { token: string; cookie: string; items: Item[] }
type Proofs = { gates: { id: number; kind: string }[]; proof: string; ofVariant: Map<number, string> }

async function openCart({ storefront }: Shop, lines: readonly Line[]): Promise<OpenCart> {
  const items = lines.map(({ product, quantity }) => ({ id: PRODUCTS[product].variantId, quantity }))
  const added = await send(`${storefront}/cart/add.js`, { items })
  const cookies = added.headers.getSetCookie().map((line) => line.split(';')[0])
  const cookie = cookies.join('; ')
  const view = (await (await fetch(`${storefront}/cart.js`, { headers: { cookie } })).json()) as OpenCart
  return { ...view, cookie }
}

/** Signs in, and asks for gates, by default every gate of the shop, and the proofs of these lines. */
async function unlock(
  { storefront, gates }: Shop,
  {
    wallet,
    products,
    token,
    asked = Object.values(gates),
  }: { wallet: Wallet; products: readonly Product[]; token: string; asked?: readonly number[] },
): Promise<Proofs> {
  const proxy = `${storefront}/apps/palisade`
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets[wallet])
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const lines = products.map((name) => {
    const { productId, variantId } = PRODUCTS[name]
    return { productId, variantId }
  })
  const answer = await post(`${proxy}/unlock`, {
    ...{ nonce, walletAddress, signature: await sign(String(message)) },
    ...{ gates: asked, lines, cart: token },
  })
  const lineProofs = (answer.lineProofs ?? []) as { variantId: number; proof: string }[]
  return {
    gates: (answer.gates ?? []) as Proofs['gates'],
    proof: String(answer.proof ?? ''),
    ofVariant: new Map(lineProofs.map(({ variantId, proof }) => [variantId, proof])),
  }
}

/** A shop may refuse either change; the block goes on. */
async function writeProofs(
  { storefront }: Shop,
  cart: OpenCart,
  written: { attribute: string; propertyOf: (variantId: number) => string | undefined },
): Promise<void> {
  const { cookie } = cart
  const attributes = { _palisade: written.attribute }
  if (written.attribute !== '') await send(`${storefront}/cart/update.js`, { attributes }, cookie)
  for (const { key, variant_id, quantity } of cart.items) {
    const _palisade = written.propertyOf(variant_id)
    if (_palisade === undefined) continue
    await send(`${storefront}/cart/change.js`, { id: key, quantity, properties: { _palisade } }, cookie)
  }
}

/** Three times 3.80 is 11.4, not a trillionth less. */
const toCents = (amount: number) => Math.round(amount * 100) / 100

async function buy({ storefront }: Shop, cart: OpenCart) {
  const store = { storefront } as Store
  const checkout: Checkout = await openCheckout(store, cart)
  const order = (await completeCheckout(store, cart)) as { id: number; total: string } | undefined
  if (order) expect(order.total).toBe(checkout.total)
  const off = toCents(Number(checkout.subtotal) - Number(checkout.total))
  return { id: order?.id, bought: order !== undefined, off }
}

async function setKnobs({ shop }: Shop, knobs: Partial<Knobs>): Promise<void> {
  const body = { shop: shop.myshopifyDomain, ...EXPECTED_KNOBS, ...knobs }
  const response = await send(`${demo.shopify.graphqlOrigin}/standin/knobs`, body)
  expect(response.status).toBe(200)
}
const setClock = ({ storefront }: Shop, offsetSeconds: number) =>
  post(`${storefront}/standin/clock`, { offsetSeconds })

/**
 * What a shopper does with proofs. `own`: what the block does. The others take the holder's proofs of another cart:
 * `borrowed` as they are, which these gates allow by their guard; `forged` with another MAC; `swapped` on lines of
 * other products, where a proof opens only what it names: a mug's proof on a jacket opens the mugs of that cart;
 * `late` is the own cart, hours after the proofs have ended.
 */
const DEEDS = ['own', 'borrowed', 'forged', 'swapped', 'late'] as const
type Case = {
  kind: 'plain' | 'pass'
  knobs: Knobs
  lines: Line[]
  wallet: Wallet | 'nobody'
  deed: (typeof DEEDS)[number]
  writesAttribute: boolean
  writesLines: boolean
  /** Whether the checkout was open before the proofs were written. */
  isOpened: boolean
}

/** Says which products the checkout must treat as a holder's. */
function listOpen({ kind, knobs, lines, wallet, deed, ...carried }: Case): Product[] {
  const isOthers = deed !== 'own' && deed !== 'late'
  const isProven = isOthers || wallet === 'holder'
  if (!isProven || deed === 'forged' || deed === 'late') return []
  const gated = lines.map(({ product }) => product).filter((product) => product !== 'chart')
  const free = gated.filter((product) => product !== 'tote')
  const hasProperty = carried.writesLines && knobs.propertyLength !== 'refused' && free.length > 0
  const isSeen = knobs.openCheckout === 'at-once' || !carried.isOpened || hasProperty
  const isInAttribute = carried.writesAttribute && deed !== 'swapped' && knobs.attributeLength === 'whole'
  const isInLines = carried.writesLines && knobs.propertyLength === 'whole'
  const isInCart = kind === 'pass' && !isOthers && knobs.cartMetafieldToken === 'accepted'
  if (isInCart) return gated
  if (isInLines && deed === 'swapped') {
    const named = lines.map(({ product }) => swapProduct(product))
    return free.filter((product) => named.includes(product))
  }
  return (isInAttribute && isSeen) || isInLines ? free : []
}

/** The other product whose proof a line gets: of the two that have one for a line. */
const swapProduct = (product: Product): Product => (product === 'jacket' ? 'mug' : 'jacket')

function expectPurchase(one: Case): { bought: boolean; off: number } {
  const open = listOpen(one)
  const isGated = (product: Product) => product !== 'tote' || one.kind === 'pass'
  const offs = one.lines.map(({ product, quantity }) =>
    open.includes(product) && isGated(product) ? PRODUCTS[product].off * quantity : 0,
  )
  const off =
    one.knobs.functionQueryCost === 'accepted' ? toCents(offs.reduce((sum, each) => sum + each, 0)) : 0
  const bought = one.lines.every(({ product }) => product !== 'mug' || open.includes(product))
  return { bought, off }
}

async function runCase(one: Case) {
  const shop = shops[one.kind]
  const products = one.lines.map(({ product }) => product)
  await setKnobs(shop, one.knobs)
  try {
    const cart = await openCart(shop, one.lines)
    if (one.isOpened) await openCheckout({ storefront: shop.storefront } as Store, cart)
    const isOthers = one.deed !== 'own' && one.deed !== 'late'
    const proofs = await findProofs()
    if (proofs) {
      const forge = (proof: string) => proof.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
      const change = one.deed === 'forged' ? forge : (proof: string) => proof
      const other = (variantId: number) => {
        const product = PRODUCT_NAMES.find((name) => PRODUCTS[name].variantId === variantId)
        return product && PRODUCTS[swapProduct(product)].variantId
      }
      await writeProofs(shop, cart, {
        attribute: one.writesAttribute && one.deed !== 'swapped' ? change(proofs.proof) : '',
        propertyOf: (variantId) => {
          if (!one.writesLines) return undefined
          const from = one.deed === 'swapped' ? other(variantId) : variantId
          const proof = from === undefined ? undefined : proofs.ofVariant.get(from)
          return proof && change(proof)
        },
      })
    }
    if (one.deed === 'late') await setClock(shop, 5 * 3600)
    const { bought, off } = await buy(shop, cart)
    return { bought, off }

    async function findProofs(): Promise<Proofs | null> {
      if (isOthers) {
        const theirs = await openCart(shop, one.lines)
        // Swapped proofs are about products that the line is not.
        const asked = one.deed === 'swapped' ? PRODUCT_NAMES : products
        return unlock(shop, { wallet: 'holder', products: asked, token: theirs.token })
      }
      return one.wallet === 'nobody'
        ? null
        : unlock(shop, { wallet: one.wallet, products, token: cart.token })
    }
  } finally {
    await setKnobs(shop, {})
    if (one.deed === 'late') await setClock(shop, 0)
  }
}

const anyKnobs = fc.record(
  Object.fromEntries(KNOB_ANSWERS.map(({ id, answers }) => [id, fc.constantFrom(...answers)])),
) as unknown as fc.Arbitrary<Knobs>
const anyCase: fc.Arbitrary<Case> = fc.record({
  kind: fc.constantFrom('plain', 'pass'),
  knobs: anyKnobs,
  lines: fc.uniqueArray(
    fc.record({ product: fc.constantFrom(...PRODUCT_NAMES), quantity: fc.integer({ min: 1, max: 3 }) }),
    { selector: ({ product }) => product, minLength: 1, maxLength: 4 },
  ),
  wallet: fc.constantFrom('holder', 'holder', 'outsider', 'nobody'),
  deed: fc.constantFrom('own', 'own', 'own', 'own', ...DEEDS),
  writesAttribute: fc.boolean(),
  writesLines: fc.boolean(),
  isOpened: fc.boolean(),
})

/** Carts that a gate's guard alone keeps apart, which a short run may not draw. */
const GUARDED: Case[] = [
  { knobs: EXPECTED_KNOBS, wallet: 'outsider' as const, deed: 'borrowed' as const },
  {
    knobs: { ...EXPECTED_KNOBS, cartMetafieldToken: 'refused' as const },
    wallet: 'holder' as const,
    deed: 'own' as const,
  },
].map((one) => ({
  kind: 'pass',
  lines: [
    { product: 'tote', quantity: 2 },
    { product: 'jacket', quantity: 1 },
  ],
  writesAttribute: true,
  writesLines: true,
  isOpened: false,
  ...one,
}))

describe('random carts', () => {
  test('behavior: under any answers of Shopify, nobody gets more or less than the model says', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(anyCase, async (one) => {
        const expected = expectPurchase(one)
        seen.add(`${one.kind} ${one.deed} ${expected.off > 0} ${expected.bought}`)
        expect(await runCase(one)).toEqual(expected)
      }),
      { numRuns: IS_LONG ? 500 : 30, examples: GUARDED.map((one) => [one]) },
    )
    // The carts were not all alike.
    expect(seen.size).toBeGreaterThan(10)
  })
})

describe('the cart’s own metafield', () => {
  const within = { timeout: 60_000, interval: 100 }
  const readTags = async (id: number | undefined) => {
    const { tags } = (await (await fetch(`${shops.pass.storefront}/standin/orders/${id}`)).json()) as Json
    return tags as string[]
  }
  /** Buys a tote, whose gate only the metafield can open, and a mug, which the attribute opens too. */
  const buyBoth = async (knobs: Partial<Knobs>) => {
    const shop = shops.pass
    await setKnobs(shop, knobs)
    try {
      const tote = await openCart(shop, [{ product: 'tote', quantity: 1 }])
      // Of this gate alone: an order that carries a proof of another price counts as paid by that.
      const asked = [shop.gates.tote ?? 0]
      const own = await unlock(shop, { wallet: 'holder', products: ['tote'], token: tote.token, asked })
      // Neither the attribute nor a property may open it.
      await writeProofs(shop, tote, {
        attribute: own.proof,
        propertyOf: (variantId) => own.ofVariant.get(variantId),
      })
      const alone = await buy(shop, tote)
      const mug = await openCart(shop, [{ product: 'mug', quantity: 1 }])
      const held = await unlock(shop, { wallet: 'holder', products: ['mug'], token: mug.token })
      await writeProofs(shop, mug, {
        attribute: held.proof,
        propertyOf: (variantId) => held.ofVariant.get(variantId),
      })
      const beside = await buy(shop, mug)
      await expect.poll(async () => (await readTags(beside.id)).length, within).toBeGreaterThan(0)
      return {
        tote: [own.gates.find(({ id }) => id === shop.gates.tote)?.kind, alone.bought, alone.off],
        mug: [beside.bought, beside.off, ...(await readTags(beside.id))],
        alone: alone.id,
      }
    } finally {
      await setKnobs(shop, {})
    }
  }

  test('default: it alone opens a gate that is guarded by the cart, and the order is settled by it', async () => {
    const { alone, ...told } = await buyBoth({})
    expect(told).toEqual({ tote: ['open', true, 3.8], mug: [true, 5.5, 'token-gate'] })
    await expect.poll(() => readTags(alone), within).toEqual(['token-gate'])
  })

  test('behavior: cartMetafieldToken is refused: such a gate could not be checked, all others open', async () => {
    const { alone: _, ...told } = await buyBoth({ cartMetafieldToken: 'refused' })
    expect(told).toEqual({ tote: ['unchecked', true, 0], mug: [true, 5.5, 'token-gate'] })
  })

  test('behavior: cartMetafieldCopy is lost: an order of the metafield alone is unproved, others are settled', async () => {
    const { alone, ...told } = await buyBoth({ cartMetafieldCopy: 'lost' })
    expect(told).toEqual({ tote: ['open', true, 3.8], mug: [true, 5.5, 'token-gate'] })
    await expect.poll(() => readTags(alone), within).toEqual(['token-gate-unproved'])
  })
})
