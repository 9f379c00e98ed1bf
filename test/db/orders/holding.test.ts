import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { HOLD_SCOPES } from '../../../app/core/settlement/holding.ts'
import type { Database } from '../../../app/db/database.ts'
import { holdPending } from '../../../app/flows/orders/holdPending.ts'
import { loadHolding } from '../../../app/flows/orders/loadHolding.ts'
import { updateHolding } from '../../../app/flows/orders/updateHolding.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { ORDERED, openWorld } from './openWorld.ts'

/*
 * Orders without the optional scopes for holds, and after the merchant grants them.
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

const ALL: readonly string[] = HOLD_SCOPES

/** Ten orders on one proof at a limit of one, in a shop that granted some scopes. */
async function openTen({ granted = [] as readonly string[], onViolation = 'hold' as const } = {}) {
  const world = await openWorld({ db, settings: { onViolation } })
  const scopes = { granted }
  world.ctx.shopify.hasScope = async (name) => scopes.granted.includes(name)
  const gate = await world.makeGate({ limits: { perWallet: 1, perToken: null, total: null } })
  const { proofs } = await world.unlock({ gates: [gate] })
  for (let id = 1; id <= 10; id++) {
    world.shopify.place({ id, proof: proofs.c, createdAt: ORDERED + id })
    world.shopify.route(id)
    await world.hear(id)
  }
  const held = () =>
    [...world.shopify.fulfillmentOrders.values()].filter((all) =>
      all.every(({ status }) => status === 'ON_HOLD'),
    ).length
  const duplicates = async () => {
    const { rows } = await world.ports.settlements.list({ shopId: world.shop.id, limit: 50 })
    return rows.filter(({ settlement }) => settlement.outcome === 'duplicate')
  }
  return { world, gate, scopes, held, duplicates, where: { myshopifyDomain: world.shop.myshopifyDomain } }
}
const holdJobs = async (world: Awaited<ReturnType<typeof openTen>>['world']) =>
  (await world.jobs()).filter(({ kind }) => kind === 'hold')

describe('holding orders', () => {
  test('default: with the scope granted, nine of ten orders on one proof are held', async () => {
    const { held, duplicates } = await openTen({ granted: ALL })
    expect(held()).toBe(9)
    for (const { action } of await duplicates()) expect(action).toMatchObject({ state: 'done' })
  })

  test.each([
    ['none of the scopes', []],
    ['half of them', [HOLD_SCOPES[0]]],
  ])(
    'behavior: with %s nine orders wait, say that holding is not allowed, and no job retries them',
    async (_, granted) => {
      const { world, held, duplicates } = await openTen({ granted })
      expect(held()).toBe(0)
      const rows = await duplicates()
      expect(rows).toHaveLength(9)
      for (const { action } of rows) {
        expect(action).toMatchObject({ kind: 'hold', state: 'pending', error: null, isNotAllowed: true })
      }
      expect(await holdJobs(world)).toEqual([])
      await holdPending(world.ctx, { myshopifyDomain: world.shop.myshopifyDomain })
      expect(await holdJobs(world)).toEqual([])
    },
  )

  test('behavior: once Shopify confirms the scope all nine orders are held and no longer say that holding is not allowed', async () => {
    const { world, scopes, held, duplicates, where } = await openTen()
    expect(await updateHolding(world.ctx, where)).toBe('not-allowed')
    expect(await holdJobs(world)).toEqual([])
    scopes.granted = ALL
    expect(await updateHolding(world.ctx, where)).toBe('allowed')
    await world.work()
    await world.work()
    expect(held()).toBe(9)
    for (const { action } of await duplicates()) expect(action).not.toHaveProperty('isNotAllowed')
  })

  test('behavior: one order that cannot be read does not keep the others from being held', async () => {
    const { world, scopes, held, duplicates, where } = await openTen()
    const [broken] = await duplicates()
    await db.prisma.$executeRawUnsafe(
      'UPDATE settlement SET detail = \'{"v": 2}\' WHERE shop_id = $1::bigint AND order_id = $2::bigint',
      world.shop.id,
      BigInt(broken?.orderId ?? 0),
    )
    scopes.granted = ALL
    await updateHolding(world.ctx, where)
    await holdPending(world.ctx, where)
    await world.work()
    await world.work()
    expect(held()).toBe(8)
  })

  test('refuses: to queue holds that are not allowed, also where no order of the first page can be read', async () => {
    const { world, where } = await openTen()
    const { settlements } = world.ports
    let asked = 0
    world.ctx.shopify.hasScope = async () => {
      asked += 1
      return false
    }
    const list: typeof settlements.list = async (page) => {
      const found = await settlements.list({ ...page, limit: 5 })
      return page.before ? found : { ...found, rows: [] }
    }
    await holdPending({ ...world.ctx, settlements: { ...settlements, list } }, where)
    expect(asked).toBe(HOLD_SCOPES.length)
    expect(await holdJobs(world)).toEqual([])
  })

  test('behavior: if Shopify does not answer about the scope, the hold is tried anyway', async () => {
    const { world, held, where } = await openTen()
    world.ctx.shopify.hasScope = async () => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
    }
    expect(await updateHolding(world.ctx, where)).toBe('unknown')
    await holdPending(world.ctx, where)
    await world.work()
    expect(held()).toBe(9)
  })

  test('behavior: a token that lacks a scope the shop granted is tried again, and the stored error names no scope', async () => {
    const { world, scopes, held, duplicates, where } = await openTen()
    scopes.granted = ALL
    const denied = new UpstreamError('ERR_SCOPE_MISSING', 'Access denied for nodes field.')
    world.shopify.failing.set('listFulfillmentOrders', denied)
    await updateHolding(world.ctx, where)
    await world.work()
    await world.work()
    expect(held()).toBe(0)
    for (const { action } of await duplicates()) {
      expect(action).toMatchObject({ state: 'pending', error: 'Shopify could not do this at that moment.' })
    }
    world.shopify.failing.clear()
    world.now += 3600
    await world.work()
    expect(held()).toBe(9)
  })

  test('behavior: the page lists the gates that need holds where Shopify does not allow holds', async () => {
    const { world, gate, scopes } = await openTen()
    await world.makeGate({
      reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 1000 } },
    })
    const { shop } = world
    const missing = { state: 'not-allowed', isWanted: true, gates: [gate.number] }
    expect(await loadHolding(world.ctx, { shop })).toEqual(missing)
    const tags = { ...shop, settings: { ...shop.settings, onViolation: 'tag' } } as const
    expect(await loadHolding(world.ctx, { shop: tags })).toMatchObject({ isWanted: false, gates: [] })
    scopes.granted = ALL
    expect(await loadHolding(world.ctx, { shop })).toEqual({ state: 'allowed', isWanted: true, gates: [] })
  })
})
