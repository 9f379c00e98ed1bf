import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WalletAddress } from '../../../app/core/chain/types.ts'
import type { Gate, ShopId } from '../../../app/core/gate/types.ts'
import { parseUnits } from '../../../app/core/redemption/unitsJson.ts'
import type { Condition } from '../../../app/core/requirement/types.ts'
import type { Visit } from '../../../app/core/visit/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { chooseToken } from '../../../app/flows/unlocks/chooseToken.ts'
import { evaluateGates } from '../../../app/flows/unlocks/evaluateGates.ts'
import { reserveGates } from '../../../app/flows/unlocks/reserveGates.ts'
import { contract, ethereum, fakeContext, holder, makeGate, NOW } from '../../fakes/fakeContext.ts'
import { fc, IS_LONG } from '../../random.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { gateNumber, next, UNBOUND } from '../samples.ts'
import { setPlaces } from '../setPlaces.ts'
import { makeKeyedShop } from './makeKeyedShop.ts'
import { sampleLimits, sampleShopId } from './sampleWant.ts'

const owls: Condition = {
  kind: 'erc721',
  chain: ethereum,
  contract,
  label: { name: 'Night Owls', symbol: 'OWL' },
  minimum: 1n,
  maximum: null,
  tokenIds: [],
}
const keyOf = (id: string) => `ethereum:${contract}:${id}`

describe.each(engines)('the choice of a token on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** A shop with one gate, once per token, and a wallet with some tokens; `held` may change. */
  function open(ids: readonly string[], limits = sampleLimits({ perToken: 1 })) {
    const shopId: ShopId = sampleShopId()
    const requirement = { v: 1 as const, root: owls, heldForBlocks: 0, heldForHours: 0, snapshots: [] }
    const gate: Gate = { ...makeGate({ limits, requirement }), shopId, number: gateNumber(82) }
    const { ctx } = fakeContext({ gates: [gate] })
    const stores = makeStores(db)
    const held = new Set(ids)
    let isDown = false
    ctx.reservations = stores.reservations
    ctx.traits = stores.traits
    ctx.readTokenFaces = async () =>
      new Map([[keyOf('7'), { name: 'Owl of Seven', picture: 'data:image/png;base64,AA==' }]])
    ctx.readTokenIds = async () => ({ tokenIds: [...held], amount: BigInt(held.size) })
    ctx.readBalances = async ({ reads }) =>
      reads.map(({ chain }) =>
        isDown
          ? { kind: 'unread', code: 'ERR_CHAIN_READ', chain }
          : { kind: 'read', amount: BigInt(held.size), block: 9n, tokenIds: [] },
      )
    const openVisit = (address: WalletAddress = holder): Visit => ({
      ...{ id: `v${next()}`, shopId, vaults: [], keyThumbprint: null, signedAt: NOW },
      ...{ wallets: [{ chain: ethereum, address, kind: 'key' as const }], expiresAt: NOW + 7200, seen: null },
    })
    const unlock = async (visit: Visit) => {
      const judged = await evaluateGates(ctx, { gates: [gate], visit })
      const unreserved = await reserveGates(ctx, { visit, judged, endsAt: NOW + 4_500 })
      return unreserved.size === 0
    }
    const choose = async (visit: Visit, id: string | null = null) => {
      const tokens = await chooseToken(ctx, { visit, gate: 82, use: id === null ? null : keyOf(id) })
      return tokens.map((one) => `${one.id} ${one.state}`)
    }
    const isDownNow = (value: boolean) => {
      isDown = value
    }
    return { ctx, shopId, gate, held, openVisit, unlock, choose, isDownNow, stores }
  }

  test('default: the first token is used until the shopper chooses another, which gives the first back', async () => {
    const { openVisit, unlock, choose } = open(['7', '9', '12'])
    const [first, second] = [openVisit(), openVisit()]
    expect(await unlock(first)).toBe(true)
    expect(await choose(first)).toEqual(['7 chosen', '9 free', '12 free'])
    expect(await choose(first, '12')).toEqual(['7 free', '9 free', '12 chosen'])
    // A renewal keeps the choice.
    expect(await unlock(first)).toBe(true)
    expect(await choose(first)).toEqual(['7 free', '9 free', '12 chosen'])
    expect(await unlock(second)).toBe(true)
    expect(await choose(second)).toEqual(['7 chosen', '9 free', '12 reserved'])
  })

  test('default: names come from the chain, then from the imported metadata, then from the collection', async () => {
    const { ctx, shopId, openVisit, unlock, stores } = open(['7', '9', '12'])
    await stores.shops.save({
      ...{
        id: shopId,
        myshopifyDomain: `s${shopId}.myshopify.com`,
        primaryDomain: 'a.example',
        currencyCode: 'EUR',
      },
      ...{
        ianaTimezone: 'Europe/Berlin',
        domains: [],
        savedAt: NOW,
        refused: { ianaTimezone: null, primaryDomain: null },
      },
    })
    const id = randomUUID()
    const about = { source: 'owls.json', checksum: 'c5'.repeat(32), tokens: 2 }
    await stores.traits.start({ shopId, id, chain: ethereum, contract, ...about, at: NOW })
    const names = ['7', '9'].map((one) => ({ id: one, name: `Imported ${one}` }))
    expect(await stores.traits.addNames({ shopId, id, names })).toBe(true)
    await stores.traits.addPart({ shopId, id, place: 0, traits: [] })
    await stores.traits.finish({ shopId, id, parts: 1, at: NOW })
    const visit = openVisit()
    await unlock(visit)
    const tokens = await chooseToken(ctx, { visit, gate: 82, use: null })
    expect(tokens.map(({ name, picture }) => [name, picture])).toEqual([
      ['Owl of Seven', 'data:image/png;base64,AA=='],
      ['Imported 9', null],
      ['Night Owls', null],
    ])
  })

  test('refuses: a token that another cart or an order has, and keeps the one it has (ERR_TOKEN_USED)', async () => {
    const { openVisit, unlock, choose } = open(['7', '9'])
    const [first, second] = [openVisit(), openVisit()]
    await unlock(first)
    await unlock(second)
    await expect(choose(first, '9')).rejects.toMatchObject({ code: 'ERR_TOKEN_USED' })
    expect(await choose(first)).toEqual(['7 chosen', '9 reserved'])
  })

  test('refuses: a token that the wallets do not hold, or hold no longer (ERR_TOKEN_NOT_HELD)', async () => {
    const { openVisit, unlock, choose, held } = open(['7', '9'])
    const visit = openVisit()
    await unlock(visit)
    await expect(choose(visit, '13')).rejects.toMatchObject({ code: 'ERR_TOKEN_NOT_HELD' })
    held.delete('9')
    await expect(choose(visit, '9')).rejects.toMatchObject({ code: 'ERR_TOKEN_NOT_HELD' })
    expect(await choose(visit)).toEqual(['7 chosen'])
  })

  test('refuses: a choice while the chain does not answer, and one without an open use', async () => {
    const { openVisit, unlock, choose, isDownNow, shopId, stores } = open(['7', '9'])
    const [visit, stranger] = [openVisit(), openVisit()]
    await unlock(visit)
    isDownNow(true)
    await expect(choose(visit)).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
    isDownNow(false)
    expect(await choose(stranger)).toEqual([])
    await expect(choose(stranger, '9')).rejects.toMatchObject({ code: 'ERR_TOKEN_NOT_HELD' })
    // Nothing was reserved by looking.
    expect(await stores.reservations.counts({ shopId, gates: [82] })).toMatchObject([{ reserved: 1 }])
  })

  test('behavior: with a limit in total, the open place goes to the chosen token, and the one given back has none', async () => {
    const { openVisit, unlock, choose, shopId, gate } = open(
      ['7', '9'],
      sampleLimits({ perToken: 2, total: 5 }),
    )
    await setPlaces({ db, shopId, gate: gate.number, total: 5 })
    const visit = openVisit()
    expect(await unlock(visit)).toBe(true)
    expect(await choose(visit, '9')).toEqual(['7 free', '9 chosen'])
    const places = await db.prisma.openPlace.findMany({ where: { shopId }, orderBy: { key: 'asc' } })
    expect(places.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      `wallet ${holder}`,
      `token ${keyOf('9')}`,
    ])
    expect(await db.prisma.totalSlot.count({ where: { shopId, reservationId: { not: null } } })).toBe(1)
  })

  test('behavior: a gate without a limit per token has nothing to choose', async () => {
    const { openVisit, unlock, choose } = open(['7', '9'], sampleLimits({ perWallet: 5 }))
    const visit = openVisit()
    await unlock(visit)
    expect(await choose(visit)).toEqual([])
  })

  test('behavior: looking and choosing move no end, so that no cart keeps a token for longer', async () => {
    const { openVisit, unlock, choose, shopId, stores } = open(['7', '9'])
    const visit = openVisit()
    await unlock(visit)
    await choose(visit)
    await choose(visit, '9')
    expect(await stores.reservations.list({ shopId, limit: 5 })).toMatchObject([{ endsAt: NOW + 4_500 }])
  })

  test('behavior: a use that has ended and waits for its orders is no choice, and looking does not lengthen that wait', async () => {
    const { ctx, openVisit, unlock, choose, shopId, stores } = open(['7', '9'])
    const visit = openVisit()
    await unlock(visit)
    ctx.now = () => NOW + 5_000
    expect(await choose(visit)).toEqual([])
    await expect(choose(visit, '9')).rejects.toMatchObject({ code: 'ERR_TOKEN_NOT_HELD' })
    expect(await stores.reservations.list({ shopId, limit: 5 })).toMatchObject([
      { endsAt: NOW + 4_500, units: [{ key: keyOf('7') }] },
    ])
  })

  test('refuses: a choice whose use an order takes meanwhile, and reserves no second one (ERR_TOKEN_NOT_HELD)', async () => {
    const { ctx, openVisit, unlock, choose, shopId, stores } = open(['7', '9'])
    const visit = openVisit()
    await unlock(visit)
    const { readBalances } = ctx
    ctx.readBalances = async (asked) => {
      const balances = await readBalances(asked)
      await db.prisma.reservation.updateMany({
        where: { shopId },
        data: { state: 'committed', openKey: null },
      })
      return balances
    }
    await expect(choose(visit, '9')).rejects.toMatchObject({ code: 'ERR_TOKEN_NOT_HELD' })
    expect(await choose(visit)).toEqual([])
    expect(await stores.reservations.list({ shopId, limit: 5 })).toMatchObject([
      { state: 'committed', units: [{ key: keyOf('7') }] },
    ])
  })

  test.each([
    ['paused', { state: 'paused' as const }],
    ['over', { schedule: { startsAt: null, endsAt: NOW - 1, afterEnd: 'public' as const } }],
    ['in test for others', { test: { isOn: true, wallets: [] } }],
    ['waiting for a new signature', { freshSignature: true }],
  ])('refuses: a choice at a gate that is %s (ERR_TOKEN_NOT_HELD)', async (_, change) => {
    const { ctx, gate, openVisit, unlock, choose, shopId, stores } = open(['7', '9'])
    const visit = { ...openVisit(), signedAt: NOW - 301 }
    await unlock(visit)
    const [known] = await ctx.gates.findKnown({ shopId, numbers: [82], isFresh: true })
    ctx.gates.findKnown = async () => (known ? [{ ...known, ...gate, ...change }] : [])
    expect(await choose(visit)).toEqual([])
    await expect(choose(visit, '9')).rejects.toMatchObject({ code: 'ERR_TOKEN_NOT_HELD' })
    expect(await stores.reservations.list({ shopId, limit: 5 })).toMatchObject([
      { units: [{ key: keyOf('7') }] },
    ])
  })

  test('behavior: while not all tokens are known, looking leaves the choice as it is', async () => {
    const { ctx, openVisit, unlock, choose, held } = open(['7', '9', '12'])
    const visit = openVisit()
    await unlock(visit)
    await choose(visit, '12')
    const { readTokenIds } = ctx
    ctx.readTokenIds = async () => ({ tokenIds: ['7', '9'], amount: BigInt(held.size) })
    expect(await choose(visit)).toEqual(['7 free', '9 free'])
    ctx.readTokenIds = readTokenIds
    expect(await choose(visit)).toEqual(['7 free', '9 free', '12 chosen'])
  })

  test('default: a renewal keeps the choice while not all tokens are known, and gives it back once it is known to be gone', async () => {
    const { ctx, openVisit, unlock, choose, held } = open(['7', '9', '12'])
    const visit = openVisit()
    await unlock(visit)
    await choose(visit, '12')
    const { readTokenIds } = ctx
    ctx.readTokenIds = async () => ({ tokenIds: ['7', '9'], amount: BigInt(held.size) })
    expect(await unlock(visit)).toBe(true)
    ctx.readTokenIds = readTokenIds
    expect(await choose(visit)).toEqual(['7 free', '9 free', '12 chosen'])
    held.delete('12')
    expect(await unlock(visit)).toBe(true)
    expect(await choose(visit)).toEqual(['7 chosen', '9 free'])
  })

  test('property: renewals in any knowledge of the tokens keep the one in use until it is known to be gone', async () => {
    const ids = ['7', '9', '12', '15']
    const act = fc.record({
      kind: fc.constantFrom('choose', 'renew', 'renew', 'sell', 'buy'),
      id: fc.constantFrom(...ids),
      listed: fc.subarray(ids),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 20 }), async (acts) => {
        const { ctx, shopId, openVisit, unlock, choose, held, stores } = open(ids)
        const { readTokenIds } = ctx
        const visit = openVisit()
        await unlock(visit)
        const readUsed = async () => {
          const rows = await stores.reservations.list({ shopId, state: 'open', limit: 9 })
          expect(rows).toHaveLength(1)
          return `${rows[0]?.units[0]?.key}`
        }
        let used = keyOf('7')
        for (const { kind, id, listed } of acts) {
          if (kind === 'sell' && held.size > 1) held.delete(id)
          if (kind === 'buy') held.add(id)
          if (kind === 'choose' && held.has(id)) {
            await choose(visit, id)
            used = keyOf(id)
          }
          if (kind !== 'renew') continue
          const told = [...held].filter((one) => listed.includes(one))
          ctx.readTokenIds = async () => ({ tokenIds: told, amount: BigInt(held.size) })
          expect(await unlock(visit)).toBe(true)
          ctx.readTokenIds = readTokenIds
          const isGone = told.length === held.size && !told.some((one) => keyOf(one) === used)
          if (isGone) used = keyOf(`${told[0]}`)
          expect(await readUsed()).toBe(used)
        }
      }),
      { numRuns: IS_LONG ? 200 : 15 },
    )
  })

  test('refuses: a renewal while its token is unknown and another cart has the token’s place (ERR_TOKEN_READ)', async () => {
    const limits = sampleLimits({ perToken: 2, total: 5 })
    const { ctx, openVisit, unlock, held, shopId, gate } = open(['7'], limits)
    await setPlaces({ db, shopId, gate: gate.number, total: 5 })
    const [first, next] = [openVisit(), openVisit(`0x${'2'.repeat(40)}` as WalletAddress)]
    expect(await unlock(first)).toBe(true)
    // Its time is over, nobody has released it yet, and the token's new owner has a cart.
    ctx.now = () => NOW + 4_501
    const later = { ...next, expiresAt: NOW + 12_000 }
    const judged = await evaluateGates(ctx, { gates: [gate], visit: later })
    expect((await reserveGates(ctx, { visit: later, judged, endsAt: NOW + 9_000 })).size).toBe(0)
    held.add('9')
    ctx.readTokenIds = async () => ({ tokenIds: ['9'], amount: 2n })
    const again = await evaluateGates(ctx, { gates: [gate], visit: first })
    const unreserved = await reserveGates(ctx, { visit: first, judged: again, endsAt: NOW + 9_000 })
    expect([...unreserved.values()]).toEqual([{ kind: 'unchecked', code: 'ERR_TOKEN_READ', chain: ethereum }])
  })

  test('refuses: more looks of a wallet than it may make unlocks (ERR_RATE_LIMITED)', async () => {
    const { ctx, openVisit, unlock, choose } = open(['7', '9'])
    const visit = openVisit()
    await unlock(visit)
    let reads = 0
    const { readTokenFaces } = ctx
    ctx.readTokenFaces = (asked) => {
      reads += 1
      return readTokenFaces(asked)
    }
    ctx.limitFactor = 0.025
    for (let i = 0; i < 6; i++) await choose(visit)
    await expect(choose(visit)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
    expect(reads).toBe(6)
  })

  test('property: orders, cancellations, staff and choices at once leave each token one use, and each use its row', async () => {
    const ids = ['7', '9', '12', '15']
    const act = fc.tuple(
      fc.constantFrom('choose', 'unlock', 'order', 'cancel', 'staff'),
      fc.nat(2),
      fc.constantFrom(...ids),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 24 }), async (acts) => {
        const limits = sampleLimits({ perToken: 1, total: 3 })
        const { openVisit, unlock, choose, shopId, stores } = open(ids, limits)
        await makeKeyedShop({ db, shopId, gates: [[82, limits]] })
        await setPlaces({ db, shopId, gate: gateNumber(82), total: 3 })
        // Each with a wallet of its own, as a wallet has one open place.
        const visits = [1, 2, 3].map((one) => openVisit(`0x${`${one}`.repeat(40)}` as WalletAddress))
        const grants: string[] = []
        for (const [i, visit] of visits.entries()) {
          await unlock(visit)
          const id = `${shopId}-${i}`
          await db.prisma.visit.create({
            data: { id: visit.id, tokenHash: visit.id, shopId, wallets: [], expiresAt: 2n ** 40n },
          })
          const until = String(NOW + 3_600).padStart(12, '0')
          const scope = { carrier: 'c' as const, cartToken: null, productId: null, variantId: null }
          const named = { newId: id, gates: [{ gate: gateNumber(82), revision: 1 }], buyer: '0' }
          const one = { ...scope, ...named, until, endsAt: NOW + 4_500 }
          await stores.grants.open({ ...UNBOUND, shopId, visitId: visit.id, at: NOW, grants: [one] })
          grants.push(id)
        }
        const settle = (i: number, isKept: boolean) =>
          stores.ledger.settle({
            ...{ shopId, orderId: BigInt(i + 1), orderedAt: NOW + i, at: NOW + 10, closes: [] },
            grants: [
              {
                ...{ id: `${grants[i]}`, visitId: `${visits[i]?.id}` },
                ...(isKept ? { limited: [82], released: [] } : { limited: [], released: [82] }),
              },
            ],
          })
        const release = async (i: number) => {
          const rows = await stores.reservations.list({ shopId, state: 'open', limit: 9 })
          const row = rows.find(({ visitId }) => visitId === visits[i]?.id)
          const byHand = { shopId, actor: 'staff:1', reason: 'By hand.', at: NOW + 10 }
          return row && stores.reservations.release({ ...byHand, reservationId: row.id })
        }
        const run = async ([kind, i, id]: (typeof acts)[number]) => {
          const visit = visits[i]
          if (!visit) return null
          if (kind === 'choose') return choose(visit, id)
          if (kind === 'unlock') return unlock(visit)
          return kind === 'staff' ? release(i) : settle(i, kind === 'order')
        }
        const known = ['ERR_TOKEN_USED', 'ERR_TOKEN_NOT_HELD', 'ERR_RESERVATION_STALE']
        await Promise.all(acts.map((one) => run(one).catch((error) => expect(known).toContain(error.code))))
        const rows = await db.prisma.reservation.findMany({ where: { shopId } })
        const living = rows.filter(({ state }) => state === 'open' || state === 'committed')
        const uses = await db.prisma.redemption.findMany({ where: { shopId } })
        const places = await db.prisma.totalSlot.findMany({ where: { shopId, reservationId: { not: null } } })
        const seats = await db.prisma.openPlace.findMany({ where: { shopId, kind: 'token' } })
        const kept = living.flatMap(({ id, units }) => parseUnits(units).map((unit) => ({ id, ...unit })))
        const tokens = kept.filter(({ kind }) => kind === 'token').map(({ id, key }) => `${id} ${key}`)
        expect(uses.map(({ reservationId, key }) => `${reservationId} ${key}`).sort()).toEqual(tokens.sort())
        expect(new Set(uses.map(({ key }) => key)).size).toBe(uses.length)
        expect(places.map(({ reservationId }) => `${reservationId}`).sort()).toEqual(
          living.map(({ id }) => `${id}`).sort(),
        )
        const open82 = living.filter(({ state }) => state === 'open').map(({ id }) => id)
        expect(seats.map(({ reservationId, key }) => `${reservationId} ${key}`).sort()).toEqual(
          tokens.filter((one) => open82.some((id) => one.startsWith(`${id} `))).sort(),
        )
      }),
      { numRuns: IS_LONG ? 200 : 10 },
    )
  })

  test('property: however many carts choose at once, no token has two of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.constantFrom('7', '9', '12', '15', '31')), {
          minLength: 4,
          maxLength: 24,
        }),
        async (choices) => {
          const { openVisit, unlock, choose, shopId } = open(['7', '9', '12', '15', '31'])
          const visits = [openVisit(), openVisit(), openVisit(), openVisit()]
          for (const visit of visits) await unlock(visit)
          await Promise.all(
            choices.map(([at, id]) => {
              const visit = visits[at]
              return visit
                ? choose(visit, id).catch((error) => expect(error.code).toBe('ERR_TOKEN_USED'))
                : null
            }),
          )
          const uses = await db.prisma.redemption.findMany({ where: { shopId, kind: 'token' } })
          expect(new Set(uses.map(({ key }) => key)).size).toBe(4)
          expect(new Set(uses.map(({ reservationId }) => reservationId)).size).toBe(4)
          const rows = await db.prisma.reservation.findMany({ where: { shopId } })
          expect(rows.map(({ units }) => JSON.stringify(units)).sort()).toEqual(
            uses.map(({ key, slot }) => JSON.stringify([{ key, kind: 'token', slot }])).sort(),
          )
        },
      ),
      { numRuns: 10 },
    )
  })
})
