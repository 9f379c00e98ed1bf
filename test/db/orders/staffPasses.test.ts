import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WalletAddress } from '../../../app/core/chain/types.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { TypedWallet } from '../../../app/core/login/types.ts'
import { parseProof } from '../../../app/core/proof/format.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../../app/crypto/visitKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import { createStaffPass } from '../../../app/flows/staffPasses/createStaffPass.ts'
import { issuePassProof } from '../../../app/flows/staffPasses/issuePassProof.ts'
import { listStaffPasses } from '../../../app/flows/staffPasses/listStaffPasses.ts'
import { revokeStaffPass } from '../../../app/flows/staffPasses/revokeStaffPass.ts'
import { renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { override } from '../../fakes/fake.ts'
import { renewSigned } from '../../flows/unlocks/signedFlows.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress, sampleShop } from '../samples.ts'
import { CART, makeLine, ORDERED, openWorld, type World } from './openWorld.ts'

let engine: RunningEngine
let db: Database
beforeAll(async () => {
  const [embedded] = engines
  if (!embedded) throw new Error('There is no engine.')
  engine = await embedded.start()
  db = await engine.open()
})
afterAll(() => engine.close())

const ANNA = 'staff:7001'
const line = { productId: 8101, variantId: 9101 }
const code = (text: string) => expect.objectContaining({ code: text })

async function openShop(parameters: Partial<Parameters<typeof openWorld>[0]> = {}) {
  const world = await openWorld({ db, ...parameters })
  const ctx = override(world.ctx, {
    createRandomHex,
    hashSecret,
    hashPersonal: (text) => hashSecret(`secret ${text}`),
    hashVisitKey,
    verifyRequestSignature,
    limitFactor: 1,
    readTokenIds: async () => ({ tokenIds: ['7'], isWhole: true }) as never,
  })
  return { world, ctx, ...passes({ world, ctx }) }
}

function passes({ world, ctx }: { world: World; ctx: World['ctx'] }) {
  const { myshopifyDomain } = world.shop
  return {
    make: (
      gate: Gate,
      over: { wallet?: TypedWallet; units?: number; hours?: number; draftId?: string } = {},
    ) =>
      createStaffPass(ctx, {
        ...{ myshopifyDomain, number: gate.number, actor: ANNA, wallet: null, units: 1, hours: 24 },
        ...{ note: 'Called on Tuesday', draftId: randomUUID(), ...over },
      }),
    show: async (gate: Gate) => {
      const { passes: all } = await listStaffPasses(ctx, { myshopifyDomain, number: gate.number })
      const [first] = all
      if (!first) throw new Error('The gate has no pass.')
      return first
    },
    /** What the link of the pass does in a cart. */
    open: (token: string, gates: readonly Gate[], cartToken: string | null = CART) =>
      renewSigned(ctx, {
        ...{ myshopifyDomain, clientAddress: null, session: token, vaults: [], customerId: null, cartToken },
        ...{ gates: gates.map(({ number }) => number), lines: [line] },
      }),
    revoke: (gate: Gate, id: string) =>
      revokeStaffPass(ctx, { myshopifyDomain, number: gate.number, id, actor: ANNA }),
    issue: (gate: Gate, id: string) => issuePassProof(ctx, { myshopifyDomain, number: gate.number, id }),
  }
}

const typed = (address = sampleAddress()): TypedWallet =>
  ({ kind: 'key', chain: 'ethereum', address: address as WalletAddress }) as TypedWallet

describe('one-time passes', () => {
  test('default: the link opens its gate for one order, which names the pass, and then opens nothing', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate()
    const pass = await make(gate, { units: 2 })
    const { token } = await show(gate)
    const { gates, proof, lineProofs } = await open(token, [gate])
    expect(gates).toMatchObject([{ id: gate.number, kind: 'open' }])
    expect(parseProof(proof ?? '').claims).toMatchObject({
      carrier: 'c',
      buyer: '0',
      entries: [{ gate: gate.number, cap: 2 }],
    })
    expect(parseProof(lineProofs[0]?.proof ?? '').claims.carrier).toBe('l')
    world.shopify.place({ id: 1, proof, lines: [makeLine({ quantity: 2 })] })
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({ outcome: 'committed' })
    expect((await show(gate)).pass).toMatchObject({
      ...{ id: pass.id, actor: ANNA, note: 'Called on Tuesday', wallet: null },
      use: { state: 'committed', orderId: 1n },
    })
    await expect(open(token, [gate])).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: a second browser with the same link: the pass belongs to the key that opened it first (ERR_SESSION_UNKNOWN)', async () => {
    const { world, ctx, make, show, open } = await openShop()
    const gate = await world.makeGate()
    await make(gate, {})
    const { token } = await show(gate)
    const { myshopifyDomain } = world.shop
    const asked = {
      ...{ myshopifyDomain, clientAddress: null, session: token, vaults: [], customerId: null },
      ...{ gates: [gate.number], lines: [line], cartToken: null },
    }
    const unsigned = renewGates(ctx, { ...asked, signed: null })
    await expect(unsigned).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
    expect((await open(token, [gate])).gates).toMatchObject([{ kind: 'open' }])
    const second = renewGates(ctx, { ...asked, signed: makeVisitKey().sign('/renew', {}, ctx.now()) })
    await expect(second).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
    expect((await open(token, [gate])).gates).toMatchObject([{ kind: 'open' }])
  })

  test('behavior: older passes are on further pages, each once, also those of the same second', async () => {
    const { world, ctx } = await openShop()
    const gate = await world.makeGate()
    const name = { myshopifyDomain: world.shop.myshopifyDomain, number: gate.number }
    const ids = Array.from({ length: 52 }, () => `pass-${createRandomHex(16)}`)
    await db.prisma.staffPass.createMany({
      data: ids.map((id, i) => ({
        ...{ id, shopId: world.shop.id, gate: BigInt(gate.number), units: 1, note: '', actor: ANNA },
        ...{ createdAt: BigInt(1_790_000_000 - Math.floor(i / 30)), endsAt: BigInt(1_790_086_400) },
      })),
    })
    const first = await listStaffPasses(ctx, name)
    const second = await listStaffPasses(ctx, { ...name, before: first.next ?? undefined })
    expect([first.passes.length, second.passes.length, second.next]).toEqual([50, 2, null])
    const listed = [...first.passes, ...second.passes].map(({ pass }) => pass)
    expect(listed.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(listed.map(({ createdAt }) => createdAt)).toEqual(
      listed.map(({ createdAt }) => createdAt).sort((a, b) => b - a),
    )
  })

  test('behavior: a request that is sent again, or twice at once, makes one pass and takes one use', async () => {
    const { world, ctx, make } = await openShop()
    const gate = await world.makeGate({ limits: { perWallet: null, perToken: null, total: 2 } })
    const draftId = randomUUID()
    const made = await Promise.all([make(gate, { draftId }), make(gate, { draftId })])
    const again = await make(gate, { draftId })
    expect(new Set([...made, again].map(({ id }) => id)).size).toBe(1)
    const name = { myshopifyDomain: world.shop.myshopifyDomain, number: gate.number }
    expect((await listStaffPasses(ctx, name)).passes).toHaveLength(1)
    // The other use is free, and then none.
    await make(gate)
    await expect(make(gate)).rejects.toEqual(code('ERR_STAFF_PASS_REFUSED'))
    expect((await make(gate, { draftId })).id).toBe(again.id)
  })

  test('behavior: a pass counts in no number of unlocks', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate()
    await make(gate)
    const { attempt } = await open((await show(gate)).token, [gate])
    expect(attempt.gates).toEqual([])
  })

  test('refuses: a second order with the same pass, also from another cart and by a line', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate()
    await make(gate)
    const { token } = await show(gate)
    const first = await open(token, [gate], 'cart-1')
    const second = await open(token, [gate], 'cart-2')
    world.shopify.place({ id: 1, proof: first.proof })
    world.shopify.place({ id: 2, proof: second.proof, createdAt: ORDERED + 60 })
    const ofLine = second.lineProofs[0]?.proof ?? null
    world.shopify.place({ id: 3, createdAt: ORDERED + 90, lines: [makeLine({ proof: ofLine })] })
    await world.hear(1, 'cart-1')
    await world.hear(2, 'cart-2')
    await world.hear(3, 'cart-3')
    expect([await world.outcome(1), await world.outcome(2), await world.outcome(3)]).toEqual([
      'committed',
      'duplicate',
      'duplicate',
    ])
    expect((await world.load(2)).action).toMatchObject({ kind: 'hold', state: 'pending' })
  })

  test('refuses: more units than the pass allows', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate()
    await make(gate)
    const { proof } = await open((await show(gate)).token, [gate])
    world.shopify.place({ id: 1, proof, lines: [makeLine({ quantity: 2 })] })
    await world.hear(1)
    expect((await world.load(1)).settlement.lines).toMatchObject([
      { outcome: 'unproved', reasons: [{ kind: 'over-cap', gate: gate.number }] },
    ])
  })

  test('refuses: another gate', async () => {
    const { world, make, show, open } = await openShop()
    const [gate, other] = [await world.makeGate(), await world.makeGate()]
    await make(gate)
    const { gates, proof } = await open((await show(gate)).token, [gate, other])
    expect(gates).toMatchObject([
      { id: gate.number, kind: 'open' },
      { id: other.number, kind: 'closed', because: 'unmet' },
    ])
    expect(parseProof(proof ?? '').claims.entries.map((entry) => entry.gate)).toEqual([gate.number])
  })

  test('refuses: another shop (ERR_SESSION_UNKNOWN)', async () => {
    const one = await openShop()
    const gate = await one.world.makeGate()
    await one.make(gate)
    const { token } = await one.show(gate)
    const two = await openShop({ record: sampleShop() })
    const theirs = await two.world.makeGate()
    await expect(two.open(token, [theirs])).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: after its end (ERR_SESSION_UNKNOWN), and no proof outlives it', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate()
    const { endsAt } = await make(gate, { hours: 4 })
    // 14:00 and four hours, on the grid of proofs.
    expect(endsAt).toBe(Date.parse('2026-11-25T18:00:00+01:00') / 1000)
    const { token } = await show(gate)
    world.now = endsAt - 60
    expect((await open(token, [gate])).gates).toMatchObject([{ kind: 'open', endsAt }])
    world.now = endsAt
    await expect(open(token, [gate])).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
  })

  test('refuses: a withdrawn pass; an order with a proof from before breaks a rule (ERR_STAFF_PASS_STALE)', async () => {
    const { world, make, show, open, revoke, issue } = await openShop()
    const gate = await world.makeGate()
    const { id } = await make(gate)
    const { token } = await show(gate)
    const { proof } = await open(token, [gate])
    await revoke(gate, id)
    await expect(open(token, [gate])).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
    await expect(revoke(gate, id)).rejects.toEqual(code('ERR_STAFF_PASS_STALE'))
    await expect(issue(gate, id)).rejects.toEqual(code('ERR_STAFF_PASS_STALE'))
    world.shopify.place({ id: 1, proof })
    await world.hear(1)
    expect(await world.outcome(1)).toBe('duplicate')
    const { audit } = world.ports
    const [entry] = await audit.list({ shopId: world.shop.id, limit: 1 })
    expect(entry).toMatchObject({ actor: ANNA, action: 'reservation.lapsed' })
  })

  test('refuses: a pass of another gate or of nobody (ERR_STAFF_PASS_NOT_FOUND)', async () => {
    const { world, make, revoke } = await openShop()
    const [gate, other] = [await world.makeGate(), await world.makeGate()]
    const { id } = await make(gate)
    await expect(revoke(other, id)).rejects.toEqual(code('ERR_STAFF_PASS_NOT_FOUND'))
    await expect(revoke(gate, 'pass-0')).rejects.toEqual(code('ERR_STAFF_PASS_NOT_FOUND'))
  })

  test('refuses: a gate that does not run, and more items than its cart may hold (ERR_STAFF_PASS_REFUSED, ERR_BODY_INVALID)', async () => {
    const { world, make } = await openShop()
    const paused = await world.makeGate({ state: 'paused' })
    await expect(make(paused)).rejects.toEqual(code('ERR_STAFF_PASS_REFUSED'))
    const capped = await world.makeGate({ cap: 2 })
    await expect(make(capped, { units: 3 })).rejects.toEqual(code('ERR_BODY_INVALID'))
    await make(capped, { units: 2 })
  })
})

describe('one-time passes and limits', () => {
  test('default: a pass without a wallet takes a place of the total, and a withdrawn one gives it back', async () => {
    const { world, make, revoke } = await openShop()
    const gate = await world.makeGate({ limits: { perWallet: 1, perToken: 1, total: 1 } })
    const { id } = await make(gate)
    expect(await world.uses(gate)).toMatchObject({ reserved: 1, committed: 0 })
    await expect(make(gate)).rejects.toEqual(code('ERR_STAFF_PASS_REFUSED'))
    await revoke(gate, id)
    await make(gate)
  })

  test('default: a named wallet is charged like an unlock', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate({ limits: { perWallet: 1, perToken: null, total: null } })
    const wallet = typed()
    await make(gate, { wallet })
    await expect(make(gate, { wallet })).rejects.toEqual(code('ERR_STAFF_PASS_REFUSED'))
    const address = 'address' in wallet ? wallet.address : ''
    const { usedUp } = await world.unlock({ gates: [gate], wallet: address as never })
    expect(usedUp).toEqual([gate.number])
    const { proof } = await open((await show(gate)).token, [gate])
    world.shopify.place({ id: 1, proof })
    await world.hear(1)
    const units = await world.ports.settlements.findUnits({ shopId: world.shop.id, orderId: 1 })
    expect(units).toEqual([{ gate: gate.number, kind: 'wallet', key: address }])
  })

  test('refuses: a named wallet that holds nothing, or cannot be read (ERR_STAFF_PASS_REFUSED, ERR_CHAIN_READ)', async () => {
    const { world, make } = await openShop()
    const gate = await world.makeGate()
    world.balances.answer = 0n
    await expect(make(gate, { wallet: typed() })).rejects.toEqual(code('ERR_STAFF_PASS_REFUSED'))
    world.balances.answer = null
    await expect(make(gate, { wallet: typed() })).rejects.toEqual(code('ERR_CHAIN_READ'))
    expect(await world.uses(gate)).toMatchObject({ reserved: 0 })
  })

  test('behavior: an order with a pass is not checked again for a wallet that nobody proved', async () => {
    const { world, make, show, open } = await openShop()
    const gate = await world.makeGate({ recheck: true })
    await make(gate)
    const { proof } = await open((await show(gate)).token, [gate])
    world.balances.answer = 0n
    world.shopify.place({ id: 1, proof })
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({ outcome: 'committed', rechecks: [] })
  })
})

describe('one-time passes and orders that staff make', () => {
  test('default: the attribute of a draft order uses the pass, and its copy does not', async () => {
    const { world, make, show, issue } = await openShop()
    const gate = await world.makeGate()
    const { id } = await make(gate)
    const { proof, endsAt } = await issue(gate, id)
    expect(endsAt - world.now).toBeGreaterThanOrEqual(22 * 3600)
    expect(endsAt - world.now).toBeLessThan(30 * 3600)
    world.shopify.place({ id: 1, proof, isStaffMade: true })
    world.shopify.place({ id: 2, proof, isStaffMade: true, createdAt: ORDERED + 60 })
    await world.hear(1)
    await world.hear(2)
    expect((await world.load(1)).settlement).toMatchObject({
      outcome: 'committed',
      reasons: [],
      gates: [{ gate: gate.number }],
    })
    expect((await show(gate)).pass.use).toMatchObject({ state: 'committed', orderId: 1n })
    expect((await world.load(2)).settlement).toMatchObject({
      outcome: 'none',
      lines: [{ outcome: 'none', reasons: [{ kind: 'grant-used', by: 1 }] }],
    })
    expect((await world.load(2)).action).toMatchObject({ kind: 'none' })
  })

  test('behavior: a pass for a discount on the whole order counts as well', async () => {
    const { world, make, show, issue } = await openShop()
    const gate = await world.makeGate({
      reaction: { ...NO_FLAGS, price: { kind: 'orderPercentage', hundredths: 1000 } },
    })
    const { id } = await make(gate)
    const { proof } = await issue(gate, id)
    world.shopify.place({ id: 1, proof, isStaffMade: true, hasOurOrderDiscount: true })
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({
      ...{ outcome: 'committed', wholeOutcome: 'committed', gates: [{ gate: gate.number }] },
    })
    expect((await show(gate)).pass.use).toMatchObject({ state: 'committed', orderId: 1n })
  })

  test('behavior: a shopper’s unlock on an order that staff made is still not used', async () => {
    const { world } = await openShop()
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 1, proof: proofs.c, isStaffMade: true })
    await world.hear(1)
    expect((await world.load(1)).settlement).toMatchObject({ outcome: 'none', grants: [] })
  })
})
