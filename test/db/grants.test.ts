import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { GrantRequest } from '../../app/core/grant/types.ts'
import type { OpenedGrant } from '../../app/core/redemption/types.ts'
import { formatSeenGates } from '../../app/core/visit/visitJson.ts'
import type { Database } from '../../app/db/database.ts'
import type { ProofKey } from '../../app/db/generated/client.ts'
import { ethereum } from '../fakes/fakeContext.ts'
import { fc, IS_LONG } from '../random.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { gateNumber, next, UNBOUND } from './samples.ts'

const shopId = 70_012_345_678n as ShopId
const at = 1_790_000_000

function request(changes: Partial<GrantRequest> = {}): GrantRequest {
  return {
    carrier: 'c',
    cartToken: 'cart-1',
    productId: null,
    variantId: null,
    newId: next().toString(16).padStart(16, '0'),
    gates: [{ gate: gateNumber(82), revision: 3 }],
    buyer: '0',
    until: '2026112505',
    endsAt: 1_790_008_100,
    ...changes,
  }
}
const idsOf = async (opening: Promise<OpenedGrant[]>) => (await opening).map(({ id }) => id)
const line = (variantId: number, changes: Partial<GrantRequest> = {}) =>
  request({ carrier: 'l', cartToken: null, productId: 8_123_456_789_012, variantId, ...changes })

describe.each(engines)('grants on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    await makeKeys(shopId)
  })
  afterAll(() => engine.close())

  async function makeKeys(id: bigint, keys: readonly Partial<ProofKey>[] = [{}]): Promise<void> {
    const domain = `shop-${id}.myshopify.com`
    await db.prisma.shop.create({
      data: {
        id,
        myshopifyDomain: domain,
        primaryDomain: domain,
        domains: [domain],
        ianaTimezone: 'Europe/Berlin',
        currencyCode: 'EUR',
        proofRoot: 'sealed',
        savedAt: 1n,
        proofKeys: {
          create: keys.map((key, index) => ({
            epoch: `5f3a9c0${index}`,
            position: index + 1,
            createdAt: 1n,
            signsFrom: 1n,
            ...key,
          })),
        },
      },
    })
  }
  async function beginVisit(shop = shopId): Promise<string> {
    const id = `v${next()}`
    await makeStores(db).visits.create({
      id,
      tokenHash: `h${id}`,
      shopId: shop,
      wallets: [],
      vaults: [],
      keyThumbprint: null,
      now: 0,
      expiresAt: at + 7_200,
    })
    return id
  }
  const load = (id: string | undefined) => db.prisma.grant.findUniqueOrThrow({ where: { id: id ?? '' } })

  test('default', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const asked = [line(12), request(), line(11)]
    const ids = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: asked, at }))
    expect(ids).toEqual(asked.map((grant) => grant.newId))
    expect(await load(ids[0])).toMatchObject({
      shopId,
      visitId,
      carrier: 'l',
      cartToken: null,
      productId: 8_123_456_789_012n,
      variantId: 12n,
      gates: [{ gate: 82, revision: 3 }],
      buyer: '0',
      epoch: '5f3a9c00',
      until: '2026112505',
      endsAt: 1_790_008_100n,
      state: 'open',
      openedAt: BigInt(at),
    })
    const again = [request(), line(11), line(12), line(13)]
    const found = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: again, at }))
    expect(found).toEqual([ids[1], ids[2], ids[0], again[3]?.newId])
  })

  test('behavior: 50 parallel calls for one scope get the same grant', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: [request()], at })),
      ),
    )
    expect(new Set(answers.flat()).size).toBe(1)
    expect(await db.prisma.grant.count({ where: { visitId } })).toBe(1)
  })

  test('behavior: parallel calls with the same scopes in any order do not deadlock', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const lines = [...Array(8).keys()]
    await Promise.all(
      Array.from({ length: 30 }, (_, round) => {
        const turned = [...lines.slice(round % 8), ...lines.slice(0, round % 8)]
        return grants.open({
          ...UNBOUND,
          shopId,
          visitId,
          grants: turned.map((variant) => line(variant + 1)),
          at,
        })
      }),
    )
    expect(await db.prisma.grant.count({ where: { visitId } })).toBe(8)
  })

  test('behavior: the end only moves later, and the gates of all its proofs stay, those of the latest end first', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const [id] = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: [request()], at }))
    const later = {
      until: '2026112506',
      endsAt: 1_790_015_300,
      gates: [{ gate: gateNumber(83), revision: 1 }],
    }
    await grants.open({ ...UNBOUND, shopId, visitId, grants: [request(later)], at })
    await grants.open({ ...UNBOUND, shopId, visitId, grants: [request()], at })
    expect(await load(id)).toMatchObject({
      until: '2026112506',
      endsAt: 1_790_015_300n,
      gates: [
        { gate: 83, revision: 1 },
        { gate: 82, revision: 3 },
      ],
    })
  })

  test('property: a grant names each gate that a proof of it named, at each revision as it was read last', async () => {
    const blocks = fc.array(
      fc.record({ chain: fc.constant(ethereum), block: fc.nat({ max: 9 }).map(BigInt) }),
    )
    const place = {
      gate: fc.integer({ min: 1, max: 4 }).map(gateNumber),
      revision: fc.integer({ min: 1, max: 2 }),
    }
    const gates = fc.uniqueArray(fc.record({ ...place, blocks }, { requiredKeys: ['gate', 'revision'] }), {
      selector: ({ gate, revision }) => `${gate}:${revision}`,
      ...{ minLength: 1, maxLength: 4 },
    })
    const asked = fc.record({ gates, until: fc.constantFrom('2026112505', '2026112506', '2026112507') })
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 6 }), async (calls) => {
        const { grants } = makeStores(db)
        const visitId = await beginVisit()
        const expected = new Map<string, object>()
        let last = ''
        let id: string | undefined
        for (const { gates, until } of calls) {
          const wanted = [request({ until, gates: gates as GrantRequest['gates'] })]
          ;[id] = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: wanted, at }))
          for (const one of formatSeenGates(gates as GrantRequest['gates'])) {
            const key = `${one.gate}:${one.revision}`
            if (until >= last || !expected.has(key)) expected.set(key, one)
          }
          if (until > last) last = until
        }
        const { gates: kept } = await load(id)
        expect(kept).toHaveLength(expected.size)
        expect(kept).toEqual(expect.arrayContaining([...expected.values()]))
      }),
      { numRuns: IS_LONG ? 200 : 25 },
    )
  })

  test('behavior: a grant names the newest signing key and the buyer of the latest end', async () => {
    const { grants } = makeStores(db)
    const shop = (shopId + 5n) as ShopId
    await makeKeys(shop, [
      {},
      { signsFrom: BigInt(at) },
      { endsAt: BigInt(at) },
      { signsFrom: BigInt(at + 1) },
      { signsFrom: null },
    ])
    const visitId = await beginVisit(shop)
    const open = (moment: number, changes: Partial<GrantRequest>) =>
      grants.open({ ...UNBOUND, shopId: shop, visitId, grants: [request(changes)], at: moment })
    const [first] = await open(at - 1, {})
    expect(first).toEqual({ id: expect.any(String), epoch: '5f3a9c00' })
    expect(await open(at, { buyer: '7766554433221' })).toEqual([{ id: first?.id, epoch: '5f3a9c01' }])
    expect(await load(first?.id)).toMatchObject({ epoch: '5f3a9c01', buyer: '7766554433221' })
    await open(at, { until: '2026112504' })
    expect(await load(first?.id)).toMatchObject({ buyer: '7766554433221', until: '2026112505' })
  })

  test('behavior: a grant that has paid is never reused', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const [paid = ''] = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: [request()], at }))
    await db.prisma.grant.update({ where: { id: paid }, data: { state: 'paid', openScope: null } })
    const [fresh] = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: [request()], at }))
    expect(fresh).not.toBe(paid)
    expect(await load(paid)).toMatchObject({ state: 'paid' })
  })

  test('behavior: other carts, carriers, variants and visits have their own grants', async () => {
    const { grants } = makeStores(db)
    const asked = [
      request(),
      request({ cartToken: 'cart-2' }),
      request({ cartToken: null }),
      request({ carrier: 'm' }),
      line(11),
      line(12),
    ]
    const first = await idsOf(
      grants.open({ ...UNBOUND, shopId, visitId: await beginVisit(), grants: asked, at }),
    )
    const renewed = asked.map((grant) => ({ ...grant, newId: request().newId }))
    const second = await idsOf(
      grants.open({ ...UNBOUND, shopId, visitId: await beginVisit(), grants: renewed, at }),
    )
    expect(new Set([...first, ...second]).size).toBe(12)
  })

  test('behavior: equal scopes in one call get one grant with the latest end', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const asked = [request(), request({ endsAt: 1_790_099_999, until: '2026112511' })]
    const [one, two] = await idsOf(grants.open({ ...UNBOUND, shopId, visitId, grants: asked, at }))
    expect(one).toBe(two)
    expect(await load(one)).toMatchObject({ endsAt: 1_790_099_999n })
  })

  test('behavior: an empty request opens no grant', async () => {
    const { grants } = makeStores(db)
    expect(await grants.open({ ...UNBOUND, shopId, visitId: await beginVisit(), grants: [], at })).toEqual([])
  })

  const kept = 61 * 24 * 60 * 60
  const count = (visitId: string) => db.prisma.grant.count({ where: { visitId } })

  test('behavior: grants that ended two months ago are swept, unless they have paid', async () => {
    const visitId = await beginVisit()
    const ends = [1_000, 1_000, 1_001, 1_000].map((endsAt, i) => line(i + 1, { endsAt }))
    const ids = await idsOf(
      makeStores(db).grants.open({ ...UNBOUND, shopId, visitId, grants: ends, at: 100 }),
    )
    const [, paid = '', recent, closed = ''] = ids
    await db.prisma.grant.update({ where: { id: closed }, data: { state: 'closed', openScope: null } })
    await db.prisma.grant.update({ where: { id: paid }, data: { state: 'paid', openScope: null } })
    await makeStores(db).grants.open({ ...UNBOUND, shopId, visitId, grants: [request()], at: 1_000 + kept })
    const left = await db.prisma.grant.findMany({ where: { id: { in: ids } }, orderBy: { variantId: 'asc' } })
    expect(left.map(({ id }) => id)).toEqual([paid, recent])
  })

  test('behavior: grants are swept after every hundred requested grants', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const old = await beginVisit()
    const open = (asked: readonly GrantRequest[]) =>
      grants.open({ ...UNBOUND, shopId, visitId, grants: asked, at: 1_000 + kept })
    await open([request()])
    await makeStores(db).grants.open({
      ...UNBOUND,
      shopId,
      visitId: old,
      grants: [request({ endsAt: 900 })],
      at: 100,
    })
    await open(Array.from({ length: 99 }, (_, i) => line(i + 1)))
    expect(await count(old)).toBe(1)
    await open([request()])
    expect(await count(old)).toBe(0)
  })

  test('refuses: more than 500 different lines and carts of one visit (ERR_BODY_INVALID)', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const refusal = { code: 'ERR_BODY_INVALID' }
    const lines = (from: number) => Array.from({ length: 100 }, (_, i) => line(from + i))
    const open = (asked: readonly GrantRequest[], visit = visitId) =>
      grants.open({ ...UNBOUND, shopId, visitId: visit, grants: asked, at })
    const first = await open([request(), ...lines(0)])
    for (const from of [100, 200, 300]) await open([request(), ...lines(from)])
    await expect(open([request(), ...lines(400)])).rejects.toMatchObject(refusal)
    expect(await count(visitId)).toBe(401)
    await open(lines(400).slice(1))
    await expect(open([line(999)])).rejects.toMatchObject(refusal)
    await expect(open([request({ cartToken: 'made-up' })])).rejects.toMatchObject(refusal)
    expect(await open([request(), ...lines(0)])).toEqual(first)
    expect(await count(visitId)).toBe(500)
    expect(await open([line(999)], await beginVisit())).toHaveLength(1)
  })

  test('refuses: the 501st line in parallel calls, exactly (ERR_BODY_INVALID)', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const calls = Array.from({ length: 30 }, (_, call) =>
      grants.open({
        ...UNBOUND,
        shopId,
        visitId,
        grants: Array.from({ length: 50 }, (_, i) => line(call * 50 + i)),
        at,
      }),
    )
    const answers = await Promise.allSettled(calls)
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(20)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'ERR_BODY_INVALID' })
    expect(await count(visitId)).toBe(500)
  })

  test('refuses: a shop without a signing key (ERR_KEYS_CHANGING)', async () => {
    const shop = (shopId + 6n) as ShopId
    await makeKeys(shop, [{ signsFrom: null }, { endsAt: 2n }])
    const visitId = await beginVisit(shop)
    await expect(
      makeStores(db).grants.open({ ...UNBOUND, shopId: shop, visitId, grants: [request()], at }),
    ).rejects.toMatchObject({ code: 'ERR_KEYS_CHANGING' })
    expect(await count(visitId)).toBe(0)
  })

  test('refuses: the visit of another shop, or an unknown visit (ERR_SESSION_UNKNOWN)', async () => {
    const { grants } = makeStores(db)
    const visitId = await beginVisit()
    const strangers = [
      { shopId: (shopId + 1n) as ShopId, visitId },
      { shopId, visitId: 'gone' },
    ]
    for (const stranger of strangers) {
      await expect(grants.open({ ...UNBOUND, ...stranger, grants: [request()], at })).rejects.toMatchObject({
        code: 'ERR_SESSION_UNKNOWN',
      })
    }
    expect(await db.prisma.grant.count({ where: { visitId } })).toBe(0)
  })
})
