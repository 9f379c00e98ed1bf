import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { findTokenUses } from '../../../app/flows/orders/findTokenUses.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld, type World } from './openWorld.ts'

const HELD = '0x00000000000000000000000000000000000000aa' as EvmAddress
const KEY = `ethereum:${HELD}:7`
const twice = { perWallet: null, perToken: 2, total: null }

describe.each(engines)('findTokenUses on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const ask = (world: World, gate: Pick<Gate, 'number'>, token: string | null = '7') =>
    findTokenUses(world.ctx, {
      ...{ shop: world.shop.myshopifyDomain, number: String(gate.number), token },
    })
  const count = async (world: World, gate: Gate, token?: string) => {
    const [found] = (await ask(world, gate, token)).tokens
    return found && { used: found.used, reserved: found.reserved, free: found.free }
  }

  test('default: a cart reserves a use, an order takes it, and a cancellation gives it back', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: twice, showsUses: true })
    expect(await count(world, gate)).toEqual({ used: 0, reserved: 0, free: 2 })
    const { proofs, wallet } = await world.unlock({ gates: [gate], tokens: [KEY] })
    expect(await count(world, gate)).toEqual({ used: 0, reserved: 1, free: 1 })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    expect(await count(world, gate)).toEqual({ used: 1, reserved: 0, free: 1 })
    await world.unlock({ gates: [gate], tokens: [KEY], cartToken: 'cart-2' })
    expect(await count(world, gate)).toEqual({ used: 1, reserved: 1, free: 0 })
    expect(await count(world, gate, '8')).toEqual({ used: 0, reserved: 0, free: 2 })
    const said = JSON.stringify(await ask(world, gate))
    for (const secret of [wallet, '#1', 'cart']) expect(said).not.toContain(secret)
    world.shopify.place({ id: 1, proof: proofs.c, cancelledAt: ORDERED + 60 })
    await world.hear(1)
    expect(await count(world, gate)).toEqual({ used: 0, reserved: 1, free: 1 })
  })

  test('behavior: it says what shoppers read, and without a token only that', async () => {
    const world = await openWorld({ db })
    const named = await world.makeGate({ limits: twice, showsUses: true, discountName: 'Owl price' })
    const found = {
      number: named.number,
      name: 'Owl price',
      limit: 2,
      named: 'number',
      domain: world.shop.primaryDomain,
      isOpen: true,
    }
    expect(await ask(world, named, null)).toEqual({ ...found, tokens: [] })
    expect(await ask(world, named, 'seven')).toEqual({ ...found, tokens: [] })
    const plain = await world.makeGate({ limits: twice, showsUses: true, name: 'Owls' })
    expect(await ask(world, plain, '7')).toMatchObject({ name: 'Owls', tokens: [{ name: 'Owls', free: 2 }] })
  })

  test('behavior: after a limit was lowered nothing is left, and a paused gate still answers', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate({ limits: twice, showsUses: true })
    for (const cartToken of ['cart-1', 'cart-2']) {
      await world.unlock({ gates: [gate], tokens: [KEY], cartToken })
    }
    const draft = { ...gate, limits: { ...twice, perToken: 1 }, state: 'paused' as const }
    const known = { expectedRevision: gate.revision, expectedUpdatedAt: gate.updatedAt }
    const of = { shopId: world.shop.id, number: gate.number }
    await world.ctx.gates.update({
      ...{ ...of, ...known, draft, profile: 0, revision: 2, actor: 'system', at: world.now },
    })
    expect(await count(world, gate)).toEqual({ used: 0, reserved: 2, free: 0 })
  })

  test('behavior: a gate that opens for nobody says so: paused, scheduled, ended, in test, or with its last place taken', async () => {
    const world = await openWorld({ db })
    const open = { limits: twice, showsUses: true }
    const schedule = { startsAt: null, endsAt: null, afterEnd: 'closed' as const }
    const isOpen = async (draft: object) =>
      (await ask(world, await world.makeGate({ ...open, ...draft }))).isOpen
    expect(await isOpen({})).toBe(true)
    expect(await isOpen({ state: 'paused' })).toBe(false)
    expect(await isOpen({ schedule: { ...schedule, startsAt: world.now + 60 } })).toBe(false)
    expect(await isOpen({ schedule: { ...schedule, endsAt: world.now - 60 } })).toBe(false)
    expect(await isOpen({ test: { isOn: true, wallets: [HELD] } })).toBe(false)
    const full = await world.makeGate({ ...open, limits: { ...twice, total: 1 } })
    expect((await ask(world, full)).isOpen).toBe(true)
    const { proofs } = await world.unlock({ gates: [full], tokens: [KEY] })
    world.shopify.place({ id: 21, proof: proofs.c })
    await world.hear(21)
    expect(await ask(world, full, '8')).toMatchObject({ isOpen: false, tokens: [{ free: 2 }] })
  })

  test('refuses: what is unknown, not public, without a limit per token, deleted, of another shop or of one that left, each in the same words (ERR_GATE_NOT_FOUND)', async () => {
    const world = await openWorld({ db })
    const open = await world.makeGate({ limits: twice, showsUses: true })
    const closed = await world.makeGate({ limits: twice })
    const unlimited = await world.makeGate({ showsUses: true })
    const deleted = await world.makeGate({ limits: twice, showsUses: true })
    const of = { shopId: world.shop.id, actor: 'system' as const, at: world.now }
    await world.ctx.gates.delete({ ...of, number: deleted.number })
    const other = await openWorld({ db })
    await other.makeGate({ limits: twice })
    const shop = world.shop.myshopifyDomain
    const number = String(open.number)
    const refused = [
      { shop, number: String(closed.number) },
      { shop, number: String(unlimited.number) },
      { shop, number: String(deleted.number) },
      { shop, number: '999999' },
      { shop, number: `0${number}` },
      { shop, number: `${number} ` },
      { shop, number: '1e3' },
      { shop: other.shop.myshopifyDomain, number },
      { shop: 'nobody.myshopify.com', number },
      { shop: 'harbor.example', number },
      { shop: shop.toUpperCase(), number },
      { shop: undefined, number: undefined },
    ]
    const errorOf = (asked: object) =>
      findTokenUses(world.ctx, { shop, number, token: '7', ...asked }).then(String, ({ code, message }) => [
        code,
        message,
      ])
    const [first] = await Promise.all(refused.map(errorOf))
    expect(first).toEqual(['ERR_GATE_NOT_FOUND', expect.any(String)])
    for (const asked of refused) expect([asked, await errorOf(asked)]).toEqual([asked, first])
    expect(await count(world, open)).toEqual({ used: 0, reserved: 0, free: 2 })
    await world.ctx.shops.uninstall({ shopId: world.shop.id, at: world.now, pendingReason: 'Gone.' })
    expect(await errorOf({})).toEqual(first)
  })
})
