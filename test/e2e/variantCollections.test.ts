import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Checkout,
  completeCheckout,
  type Json,
  openCheckout,
  post,
  send,
} from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { openDemo } from './openDemo.ts'

/*
 * An exclusive gate with a price on a collection that has one single variant: the Navy of the Market Tote. Over HTTP,
 * with the real Functions at the checkout.
 */
const [TOTE, NATURAL, NAVY] = [8103, 91031, 91032]
const [CAP, HIDDEN] = [8104, 91041]
let demo: RunningDemo
let gate: number
let collectionId: number
beforeAll(async () => {
  demo = await openDemo()
  const { storefront, chains } = demo.facts
  const made = await post(`${storefront}/standin/collections`, { title: 'Navy', variantIds: [NAVY] })
  collectionId = Number(made.id)
  const coins = {
    kind: 'erc20',
    chain: 'ethereum',
    contract: chains.ethereum.contracts.erc20,
    minimum: '100',
  }
  gate = await submitGate({
    merchant: demo.merchant,
    collectionId,
    form: {
      name: 'Navy members',
      root: { kind: 'all', of: [coins] },
      reaction: { exclusive: true, value: '10' },
    },
  })
})

type Line = { productId: number; variantId: number }
type Unlocked = { proof: string | null; lineProofs: (Line & { proof: string })[] }

async function unlock(lines: Line[]): Promise<Unlocked> {
  const { proxy, chains } = demo.facts
  const { chain, walletAddress, sign } = loginWithEvm(chains.ethereum.wallets.holder)
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const signature = await sign(String(message))
  return (await post(`${proxy}/unlock`, {
    nonce,
    walletAddress,
    signature,
    gates: [gate],
    lines,
  })) as unknown as Unlocked
}

/** Fill a cart with one unit, with a proof on the cart or on its line. */
async function fill(variantId: number, { cart = null, line = null }: Record<string, string | null> = {}) {
  const { storefront } = demo.facts
  const items = [{ id: variantId, quantity: 1, properties: line === null ? {} : { _palisade: line } }]
  const added = await send(`${storefront}/cart/add.js`, { items })
  const cookie = added.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  if (cart !== null) await send(`${storefront}/cart/update.js`, { attributes: { _palisade: cart } }, cookie)
  return { token: '', cookie }
}
const store = () => {
  const { storefront, gates } = demo.facts
  const [first] = gates
  if (!first) throw new Error('The demo has no gates.')
  return { storefront, gate: first }
}
async function look(variantId: number, proofs: Record<string, string | null> = {}): Promise<Checkout> {
  return openCheckout(store(), await fill(variantId, proofs))
}
const refusals = async (variantId: number) => (await look(variantId)).errors.length
const change = (body: Json) =>
  post(`${demo.facts.storefront}/standin/collections/${collectionId}/products`, body)
const within = { timeout: 60_000, interval: 250 }

describe('a gate about a collection of single variants', () => {
  test('default: only holders can buy the variant, at their price; everybody can buy the other one at its own', async () => {
    expect(await look(NATURAL)).toMatchObject({ total: '38.00', errors: [] })
    expect(await refusals(NAVY)).toBe(1)
    const { proof, lineProofs } = await unlock([
      { productId: TOTE, variantId: NATURAL },
      { productId: TOTE, variantId: NAVY },
    ])
    expect(lineProofs.map(({ variantId }) => variantId)).toEqual([NAVY])
    expect(await look(NAVY, { line: lineProofs[0]?.proof ?? null })).toMatchObject({
      total: '34.20',
      errors: [],
    })
    expect(await look(NAVY, { cart: proof })).toMatchObject({ total: '34.20', errors: [] })
    expect(await look(NATURAL, { cart: proof })).toMatchObject({ total: '38.00', errors: [] })
    expect(await completeCheckout(store(), await fill(NAVY, { cart: proof }))).toMatchObject({
      total: '34.20',
    })
  })

  test('refuses: a line proof for the variant beside another product', async () => {
    const { lineProofs } = await unlock([
      { productId: CAP, variantId: NAVY },
      { productId: TOTE, variantId: HIDDEN },
    ])
    expect(lineProofs).toEqual([])
  })

  test('behavior: the collection can change from the variant to the whole product and back', async () => {
    await change({ removeVariants: [NAVY], add: [TOTE] })
    await expect.poll(() => refusals(NATURAL), within).toBe(1)
    expect(await refusals(NAVY)).toBe(1)
    const whole = await unlock([{ productId: TOTE, variantId: NATURAL }])
    // The validation refuses it to everybody until its mark is written.
    const totalOf = async () => {
      const { total, errors } = await look(NATURAL, { cart: whole.proof })
      return errors.length === 0 ? total : 'refused'
    }
    await expect.poll(totalOf, within).toBe('34.20')
    await change({ remove: [TOTE], addVariants: [NAVY] })
    await expect.poll(() => refusals(NATURAL), within).toBe(0)
    expect(await refusals(NAVY)).toBe(1)
    expect(await totalOf()).toBe('38.00')
  })
})
