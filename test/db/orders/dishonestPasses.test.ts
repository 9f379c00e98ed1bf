import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseProof } from '../../../app/core/proof/format.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../../app/crypto/visitKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import { createStaffPass } from '../../../app/flows/staffPasses/createStaffPass.ts'
import { issuePassProof } from '../../../app/flows/staffPasses/issuePassProof.ts'
import { listStaffPasses } from '../../../app/flows/staffPasses/listStaffPasses.ts'
import { revokeStaffPass } from '../../../app/flows/staffPasses/revokeStaffPass.ts'
import { override } from '../../fakes/fake.ts'
import { renewSigned } from '../../flows/unlocks/signedFlows.ts'
import { IS_LONG, SEED } from '../../random.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeLine, ORDERED, openWorld } from './openWorld.ts'

/*
 * People share one pass: they open its link in many carts, put its proofs into attributes, lines and draft orders of any
 * size, copy each other's, and order in any sequence, which the app hears in another. Staff may withdraw it between.
 * The rules ignore proofs and carts: at most one order of shoppers is good, none after a withdrawal that came first, and
 * a good one has no more items than the pass allows.
 */
let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

const RUNS = IS_LONG ? 200 : 12
const line = { productId: 8101, variantId: 9101 }

test('default: whatever people do with a pass, it pays for one order', async () => {
  const below = makeDice(SEED)
  const met = { committed: 0, duplicate: 0, unproved: 0, withdrawn: 0 }
  for (let run = 0; run < RUNS; run++) {
    const world = await openWorld({ db })
    const ctx = override(world.ctx, {
      createRandomHex,
      hashSecret,
      hashPersonal: (text) => hashSecret(`secret ${text}`),
      hashVisitKey,
      verifyRequestSignature,
      limitFactor: 100,
    })
    const { myshopifyDomain } = world.shop
    const gate = await world.makeGate()
    const units = 1 + below(3)
    const name = { myshopifyDomain, number: gate.number, actor: 'staff:1' }
    const asked = { ...name, wallet: null, units, hours: 24, note: '', draftId: `draft ${run}` }
    const { id } = await createStaffPass(ctx, asked)
    const { passes } = await listStaffPasses(ctx, name)
    const texts: string[] = [(await issuePassProof(ctx, { ...name, id })).proof]
    for (let cart = 0; cart < 2 + below(2); cart++) {
      const { proof, lineProofs } = await renewSigned(ctx, {
        ...{ myshopifyDomain, clientAddress: null, session: passes[0]?.token ?? '', vaults: [] },
        ...{ customerId: null, cartToken: `cart-${cart}`, gates: [gate.number], lines: [line] },
      })
      texts.push(proof ?? '', lineProofs[0]?.proof ?? '')
    }
    const withdrawsAt = below(2) === 0 ? below(3) : null
    const orders = Array.from({ length: 4 }, (_, i) => i + 1).sort(() => below(3) - 1)
    for (const [place, orderId] of orders.entries()) {
      if (place === withdrawsAt) await revokeStaffPass(ctx, { ...name, id }).catch(() => undefined)
      const text = texts[below(texts.length)] ?? ''
      const { carrier } = parseProof(text).claims
      const quantity = 1 + below(4)
      world.shopify.place({
        ...{ id: orderId, createdAt: ORDERED + orderId, isStaffMade: below(6) === 0 },
        ...(carrier === 'c' ? { proof: text } : {}),
        lines: [makeLine({ quantity, proof: carrier === 'l' ? text : null })],
      })
      await world.hear(orderId, `cart-${below(3)}`)
    }
    await world.work()
    const settled = await Promise.all(orders.map((orderId) => world.load(orderId)))
    const good = settled.filter(({ settlement }) => settlement.outcome === 'committed')
    expect(good.length, `run ${run}`).toBeLessThanOrEqual(1)
    if (withdrawsAt === 0) {
      expect(good, `run ${run}`).toEqual([])
      met.withdrawn += 1
    }
    for (const { orderId, settlement } of settled) {
      const bought = world.shopify.orders.get(orderId)?.lines[0]?.quantity ?? 0
      if (settlement.outcome === 'committed') expect(bought, `run ${run}`).toBeLessThanOrEqual(units)
      if (settlement.outcome in met) met[settlement.outcome as 'committed'] += 1
    }
  }
  // A search that never meets a case finds nothing.
  for (const [outcome, count] of Object.entries(met)) expect(count, outcome).toBeGreaterThan(0)
})

/** Random whole numbers below a limit, the same for one seed. */
function makeDice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most)
  }
}
