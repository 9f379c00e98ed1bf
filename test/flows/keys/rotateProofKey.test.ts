import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { chooseUntil } from '../../../app/core/proof/chooseUntil.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { loadRotation } from '../../../app/flows/keys/loadRotation.ts'
import { queueRotation } from '../../../app/flows/keys/queueRotation.ts'
import { rotateAtOnce } from '../../../app/flows/keys/rotateAtOnce.ts'
import { rotateProofKey } from '../../../app/flows/keys/rotateProofKey.ts'
import { ensureDiscount } from '../../../app/flows/publication/ensureDiscount.ts'
import { ensureValidation } from '../../../app/flows/publication/ensureValidation.ts'
import { signProofs } from '../../../app/flows/unlocks/signProofs.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import type { LogPort } from '../../../app/ports/log.ts'
import { combination, makeGate } from '../../fakes/fakeContext.ts'
import { openMemoryDatabase } from '../../standin/postgres/openMemoryDatabase.ts'
import { openRotationWorld, type RotationWorld } from './rotateProofKeyWorld.ts'

describe('rotating a proof key', () => {
  let db: Database
  let world: RotationWorld
  let ctx: FlowContext
  let first: string
  beforeAll(async () => {
    db = await openMemoryDatabase()
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    world = await openRotationWorld({ db, createRandomHex })
    ctx = world.ctx
    first = (await world.listKeys())[0]?.epoch ?? ''
    await makeDiscount()
    await ensureValidation(ctx, { shop: await loadShop() })
  })

  const asked = () => ({ myshopifyDomain: world.myshopifyDomain, actor: 'staff:1' })
  const loadShop = () => ctx.shops.load(world.myshopifyDomain)
  const work = () => runDueJobs({ door: world.doorOf(ctx) })
  const load = () => loadRotation(ctx, asked())
  const pass = (seconds: number) => world.setNow(world.now() + seconds)
  const newest = async () => (await world.listKeys())[0]?.epoch ?? ''

  async function makeDiscount(purchases: 'both' | 'subscription' = 'both'): Promise<string> {
    const shop = await loadShop()
    const profile = await ctx.profiles.choose({ shopId: shop.id, combination: { ...combination, purchases } })
    return ensureDiscount(ctx, { shop, profile: profile ?? 0 })
  }

  async function unlock(): Promise<{ epoch: string; endsAt: number }> {
    const shop = await loadShop()
    const id = createRandomHex(16)
    const visit = await ctx.visits.create({
      id,
      tokenHash: id,
      shopId: shop.id,
      wallets: [],
      vaults: [],
      keyThumbprint: null,
      now: 0,
      expiresAt: world.now() + 7200,
    })
    const slot = chooseUntil({ now: world.now(), ianaTimezone: shop.ianaTimezone, proofLife: 3600 })
    const { proof } = await signProofs(ctx, {
      ...{ shop, known: null, read: [], visit, seen: null },
      open: [makeGate({ shopId: shop.id })],
      isAbout: () => false,
      lines: [],
      cartToken: 'cart-1',
      customerId: null,
      until: slot.until,
      endsAt: slot.endsAt + 900,
    })
    return { epoch: proof?.split('~')[2] ?? '', endsAt: slot.endsAt + 900 }
  }

  test('default: the new key goes to every owner and signs five minutes later, and the old one ends with its last proof', async () => {
    await rotateProofKey(ctx, asked())
    const second = await newest()
    await work()
    expect(await world.knownOwners()).toEqual([
      [second, first],
      [second, first],
    ])
    expect((await unlock()).epoch).toBe(first)
    expect((await load()).phase).toMatchObject({ kind: 'spreading', runAt: world.now() + 300 })
    pass(299)
    await work()
    expect((await unlock()).epoch).toBe(first)
    pass(1)
    await work()
    const last = await unlock()
    expect(last.epoch).toBe(second)
    expect(await load()).toMatchObject({
      signing: { epoch: second },
      phase: { kind: 'ending', endsAt: last.endsAt + 600 },
    })
    world.setNow(last.endsAt + 599)
    await work()
    expect(await world.knownOwners()).toContainEqual([second, first])
    pass(1)
    await work()
    expect(await world.knownOwners()).toEqual([[second], [second]])
    expect((await world.listKeys()).map(({ endsAt }) => endsAt === null)).toEqual([true, false])
    expect(await load()).toMatchObject({ phase: { kind: 'none' }, problem: null })
    expect(await world.findJob()).toBeNull()
  })

  test('behavior: a new discount gets both keys, and an owner without the new key restarts the five minutes', async () => {
    await rotateProofKey(ctx, asked())
    const second = await newest()
    await work()
    const made = await makeDiscount('subscription')
    expect(world.epochsOf(made)).toEqual([second, first])
    const name = `${made} proof_config`
    const late = JSON.parse(world.shopify.metafields.get(name) ?? '') as { k: unknown[] }
    world.shopify.metafields.set(name, JSON.stringify({ ...late, k: late.k.slice(1) }))
    pass(300)
    await work()
    expect(world.epochsOf(made)).toEqual([second, first])
    expect((await unlock()).epoch).toBe(first)
    pass(300)
    await work()
    expect((await unlock()).epoch).toBe(second)
  })

  test('behavior: a discount or validation that is only at Shopify gets the new keys and loses the ended ones', async () => {
    const { discountId } = await ctx.shopify.createDiscount({
      profile: 5,
      combination,
      proofConfig: JSON.stringify({ v: 1, p: 5, k: [[first, 'leaked']] }),
      startsAt: 1,
    })
    const { validationId } = await ctx.shopify.createValidation({
      proofConfig: JSON.stringify({ v: 1, k: [[first, 'leaked']] }),
      exclusiveCollections: [],
    })
    await rotateAtOnce(ctx, asked())
    const second = await newest()
    expect([world.epochsOf(discountId), world.epochsOf(validationId)]).toEqual([[second], [second]])
    expect(JSON.parse(world.shopify.metafields.get(`${discountId} proof_config`) ?? '')).toMatchObject({
      p: 5,
    })
  })

  test('behavior: at once: the old key leaves every config and the new one signs', async () => {
    expect((await unlock()).epoch).toBe(first)
    await rotateAtOnce(ctx, asked())
    const second = await newest()
    expect(second).not.toBe(first)
    expect(await world.knownOwners()).toEqual([[second], [second]])
    expect((await unlock()).epoch).toBe(second)
    expect((await load()).phase.kind).toBe('none')
  })

  test('behavior: at once while Shopify is down: nothing unlocks until the job has published the new key', async () => {
    const warn = vi.fn<LogPort['warn']>()
    ctx.log = { ...ctx.log, warn }
    world.shopify.failing = 'writeMetafields'
    await rotateAtOnce(ctx, asked())
    expect(warn).toHaveBeenCalledWith('Could not write a new proof key to Shopify yet.', {
      code: 'ERR_SHOPIFY_USER',
    })
    await expect(unlock()).rejects.toMatchObject({
      ...{ code: 'ERR_KEYS_CHANGING', message: 'No key of this shop signs at the moment.' },
      details: { retryAfter: 60 },
    })
    expect(await load()).toMatchObject({ signing: null, phase: { kind: 'spreading' } })
    await work()
    expect((await unlock()).epoch).toBe(await newest())
  })

  test('behavior: at once during a rotation: neither the old nor the coming key counts', async () => {
    await rotateProofKey(ctx, asked())
    await work()
    await rotateAtOnce(ctx, asked())
    const third = await newest()
    expect(await world.knownOwners()).toEqual([[third], [third]])
    pass(300)
    await work()
    expect((await unlock()).epoch).toBe(third)
    expect(await world.listKeys()).toHaveLength(3)
  })

  test('behavior: a step that Shopify refuses is repeated, and staff see why', async () => {
    await rotateProofKey(ctx, asked())
    world.shopify.failing = 'writeMetafields'
    await work()
    expect(await load()).toMatchObject({
      phase: { kind: 'spreading' },
      problem: expect.stringContaining('no.'),
    })
    pass(30)
    await work()
    expect((await load()).problem).toBeNull()
    expect(await world.knownOwners()).toContainEqual([await newest(), first])
  })

  test('behavior: two simultaneous rotations are one, and asking again does not start another', async () => {
    await Promise.all([rotateProofKey(ctx, asked()), rotateProofKey(ctx, asked())])
    await work()
    await rotateProofKey(ctx, asked())
    expect(await world.listKeys()).toHaveLength(2)
    pass(300)
    await work()
    expect((await unlock()).epoch).toBe(await newest())
  })

  test('behavior: a rotation without its job is resumed, and nothing is done if there is no rotation', async () => {
    const { shopId } = world
    await queueRotation(ctx, { shopId })
    expect(await world.findJob()).toBeNull()
    await ctx.proofKeys.rotate({
      shopId,
      epoch: createRandomHex(4),
      isAtOnce: false,
      actor: 'system',
      at: world.now(),
    })
    await queueRotation(ctx, { shopId })
    await work()
    expect(await world.knownOwners()).toContainEqual([await newest(), first])
  })

  test('behavior: a shop without discounts can rotate too', async () => {
    const bare = await openRotationWorld({ db, createRandomHex })
    const ask = { myshopifyDomain: bare.myshopifyDomain, actor: 'system' }
    await rotateProofKey(bare.ctx, ask)
    const door = bare.doorOf(bare.ctx)
    for (const seconds of [0, 300, 600]) {
      bare.setNow(bare.now() + seconds)
      await runDueJobs({ door })
    }
    expect((await bare.listKeys()).map(({ endsAt }) => endsAt === null)).toEqual([true, false])
  })

  test('refuses: a shop that does not exist (ERR_SHOP_NOT_FOUND)', async () => {
    const nobody = { myshopifyDomain: 'nobody.myshopify.com', actor: 'system' }
    for (const flow of [rotateProofKey, rotateAtOnce]) {
      await expect(flow(ctx, nobody)).rejects.toMatchObject({ code: 'ERR_SHOP_NOT_FOUND' })
    }
  })
})
