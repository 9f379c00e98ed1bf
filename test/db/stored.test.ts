import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { planRevision } from '../../app/core/gate/planRevision.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import { NO_ACTION } from '../../app/core/settlement/chooseAction.ts'
import type { Database } from '../../app/db/database.ts'
import { listGates } from '../../app/flows/gates/listGates.ts'
import { listSettlements } from '../../app/flows/orders/listSettlements.ts'
import type { ShopifyPort } from '../../app/ports/shopify.ts'
import { fake } from '../fakes/fake.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleDraft, sampleShop, sampleWallet } from './samples.ts'

const AT = 1_790_000_000

/** The columns of a gate as every release without column versions wrote them. */
const OLD_GATE = {
  subject: '{"kind": "variants", "variants": [{"productId": 8101, "variantId": 9101}]}',
  requirement:
    '{"v": 1, "root": {"kind": "all", "of": [{"kind": "native", "chain": "ethereum", "minimum": "1000000000000000000"}]}}',
  reaction:
    '{"exclusive": true, "price": {"kind": "fixedAmount", "thousandths": "10500"}, "freeShipping": false}',
  limits: '{"perWallet": 1, "perToken": null, "total": 100}',
  schedule: '{"startsAt": 1790000000, "endsAt": null, "afterEnd": "closed"}',
  combination:
    '{"orderDiscounts": true, "productDiscounts": false, "shippingDiscounts": true, "purchases": "both"}',
}
const READ_GATE = {
  subject: { kind: 'variants', variants: [{ productId: 8101, variantId: 9101 }] },
  reaction: { exclusive: true, price: { kind: 'fixedAmount', thousandths: 10_500n }, freeShipping: false },
  limits: { perWallet: 1, perToken: null, total: 100 },
  schedule: { startsAt: AT, endsAt: null, afterEnd: 'closed' },
  combination: {
    orderDiscounts: true,
    productDiscounts: false,
    shippingDiscounts: true,
    purchases: 'both',
  },
}

describe.each(engines)('JSON columns on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function installShop(): Promise<ShopId> {
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    return shop.id
  }
  const create = (shopId: ShopId, name = 'Owls') =>
    makeStores(db).gates.create({ actor: 'system', shopId, draft: sampleDraft({ name }), profile: 0, at: AT })
  const setColumn = (table: string, column: string, shopId: ShopId, json: string, where = 'true') =>
    db.prisma.$executeRawUnsafe(
      `UPDATE ${table} SET ${column} = $1::jsonb WHERE shop_id = $2::bigint AND ${where}`,
      json,
      shopId,
    )
  const readColumn = async (table: string, column: string, shopId: ShopId) => {
    const rows = await db.prisma.$queryRawUnsafe<{ json: string }[]>(
      `SELECT ${column}::text AS json FROM ${table} WHERE shop_id = $1::bigint`,
      shopId,
    )
    return rows.map(({ json }) => JSON.parse(json))
  }

  test('default: a gate, its revision and its standing without column versions are read', async () => {
    const { gates, settlements } = makeStores(db)
    const shopId = await installShop()
    const { number } = await create(shopId)
    for (const [column, json] of Object.entries(OLD_GATE)) {
      await setColumn('gate', column, shopId, json)
      if (!['schedule', 'combination'].includes(column)) {
        await setColumn('gate_revision', column, shopId, json)
      }
    }
    await setColumn('gate_standing', 'schedule', shopId, OLD_GATE.schedule)
    expect(await gates.load({ shopId, number })).toMatchObject(READ_GATE)
    const [seen] = await settlements.readGates({
      ...{ shopId, numbers: [number], orderedAt: AT + 5_000 },
      ...{ productIds: [], collectionIds: [] },
    })
    const { subject, limits } = READ_GATE
    expect(seen?.revisions.get(1)).toEqual({ subject, limits, isExclusive: true, createdAt: AT })
    expect(seen?.closedTo).toEqual([subject, subject])
  })

  test('default: a gate is stored with column versions', async () => {
    const shopId = await installShop()
    await create(shopId)
    for (const column of ['subject', 'requirement', 'reaction', 'limits']) {
      const stored = [
        ...(await readColumn('gate', column, shopId)),
        ...(await readColumn('gate_revision', column, shopId)),
      ]
      expect([column, ...stored.map(({ v }) => v)]).toEqual([column, 1, 1])
    }
    expect(await readColumn('gate_standing', 'schedule', shopId)).toMatchObject([{ v: 1 }])
    await makeStores(db).shops.uninstall({ shopId, at: AT + 60, pendingReason: 'Away.' })
    expect(await readColumn('gate_standing', 'schedule', shopId)).toMatchObject([{ v: 1 }, { v: 1 }])
  })

  test('behavior: renaming a gate keeps its revision, whatever order the database returns its fields in', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    for (const subject of [
      { kind: 'products', ids: [8101] },
      { kind: 'variants', variants: [{ productId: 8101, variantId: 9101 }] },
    ] as const) {
      const draft = sampleDraft({ subject })
      await gates.create({ actor: 'system', shopId, draft, profile: 0, at: AT })
      const gate = (await gates.list({ shopId })).at(-1)
      if (!gate) throw new Error('There is no gate.')
      expect(planRevision({ gate, draft: { ...draft, name: 'Other owls' } })).toBe(gate.revision)
    }
  })

  test('behavior: a profile without column versions is chosen again', async () => {
    const { profiles } = makeStores(db)
    const shopId = await installShop()
    const { combination } = sampleDraft()
    const chosen = await profiles.choose({ shopId, combination })
    await setColumn('profile', 'combination', shopId, JSON.stringify(combination))
    expect(await profiles.choose({ shopId, combination })).toBe(chosen)
    expect(await profiles.list({ shopId })).toHaveLength(1)
  })

  test.each(Object.keys(OLD_GATE))(
    'refuses: a gate whose %s has no known version (ERR_STORED_INVALID)',
    async (column) => {
      const { shops, gates } = makeStores(db)
      const shopId = await installShop()
      const broken = await create(shopId, 'Broken')
      const whole = await create(shopId, 'Whole')
      await setColumn('gate', column, shopId, '{"v": 2}', `number = ${broken.number}`)
      const refused = {
        code: 'ERR_STORED_INVALID',
        message: expect.stringContaining(`Gate ${broken.number} `),
      }
      // A read that opens or publishes fails as a whole: without the gate, its products would look open to everybody.
      await expect(gates.find({ shopId, numbers: [broken.number] })).rejects.toMatchObject(refused)
      await expect(gates.load({ shopId, number: broken.number })).rejects.toMatchObject(refused)
      await expect(gates.list({ shopId })).rejects.toMatchObject(refused)
      expect(await gates.find({ shopId, numbers: [whole.number] })).toEqual([whole])
      // Staff see the other gates, and which one fails.
      const { myshopifyDomain } = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } })
      const listed = await listGates(makeStores(db), { myshopifyDomain })
      expect(listed).toMatchObject({
        gates: [{ name: 'Whole' }],
        unreadable: [{ number: broken.number, name: 'Broken' }],
      })
      expect(await shops.load(myshopifyDomain)).toMatchObject({ id: shopId })
    },
  )

  test('refuses: an unknown state or guard, so that the gate does not count as active', async () => {
    const { gates } = makeStores(db)
    const shopId = await installShop()
    const { number } = await create(shopId)
    const where = { shopId_number: { shopId, number: BigInt(number) } }
    for (const [column, word] of [
      ['state', 'archived'],
      ['guard', 'nobody'],
    ] as const) {
      const before = await db.prisma.gate.findUniqueOrThrow({ where })
      await db.prisma.gate.update({ where, data: { [column]: word } })
      await expect(gates.load({ shopId, number })).rejects.toMatchObject({ code: 'ERR_STORED_INVALID' })
      await db.prisma.gate.update({ where, data: { [column]: before[column] } })
    }
    expect(await gates.load({ shopId, number })).toMatchObject({ number })
  })

  test('behavior: a settlement without column versions is read, held and settled again', async () => {
    const { settlements } = makeStores(db)
    const shopId = await installShop()
    const key = { shopId, orderId: 5_001 }
    const settlement = {
      outcome: 'unproved',
      wholeOutcome: 'none',
      reasons: [],
      lines: [
        {
          lineId: 71,
          outcome: 'unproved',
          reasons: [{ kind: 'no-proof' }],
          gates: [],
          closedGates: [1],
        },
      ],
      gates: [],
      grants: [],
      isCancelled: false,
      rechecks: [],
      holders: [],
    } as const
    const action = { ...NO_ACTION, kind: 'hold', state: 'pending', lineIds: [71] } as const
    const save = (expected: typeof action | null) =>
      settlements.save({
        ...key,
        name: '#1001',
        orderedAt: AT,
        cartToken: null,
        customerId: null,
        isTold: true,
        settlement,
        waitsUntil: null,
        action,
        expected,
        shares: [],
        seenAt: AT,
        at: AT,
      })
    expect(await save(null)).toMatchObject({ settlement, action })
    expect(await readColumn('settlement', 'detail', shopId)).toMatchObject([{ v: 1 }])
    const strip = async (column: string) => {
      const [{ v, ...old }] = await readColumn('settlement', column, shopId)
      expect(v).toBe(1)
      await setColumn('settlement', column, shopId, JSON.stringify(old))
    }
    await strip('detail')
    await strip('action')
    expect(await settlements.load(key)).toMatchObject({ settlement, action, isTold: true, isRedacted: false })
    // The action that the caller read is still stored, although the row has no version.
    const done = { ...action, state: 'done' } as const
    expect(await settlements.setAction({ ...key, action: done, expected: action, at: AT })).toBe(true)
    await strip('action')
    expect(await settlements.setAction({ ...key, action, expected: action, at: AT })).toBe(false)
    expect(await settlements.setAction({ ...key, action, expected: done, at: AT })).toBe(true)
    await strip('action')
    expect(await save(action)).toMatchObject({ action })
    await strip('action')
    const released = { ...NO_ACTION, kind: 'hold', state: 'lifted' } as const
    const releasing = { ...key, action: released, actor: 'staff:1', detail: {}, at: AT }
    expect(await settlements.release({ ...releasing, expected: done })).toBe(false)
    expect(await settlements.release({ ...releasing, expected: action })).toBe(true)
    await setColumn('settlement', 'detail', shopId, '{"v": 2}')
    await expect(settlements.load(key)).rejects.toMatchObject({
      code: 'ERR_STORED_INVALID',
      message: expect.stringContaining('#1001'),
    })
  })

  test('behavior: staff see the other orders of a page, and which of them cannot be read', async () => {
    const stores = makeStores(db)
    const shopId = await installShop()
    const { number } = await create(shopId)
    const line = { lineId: 71, outcome: 'unproved', gates: [number], closedGates: [], reasons: [] } as const
    for (const orderId of [5_001, 5_002, 5_003]) {
      await stores.settlements.save({
        shopId,
        orderId,
        name: `#${orderId}`,
        orderedAt: AT + orderId,
        cartToken: null,
        customerId: null,
        isTold: true,
        settlement: {
          outcome: 'unproved',
          wholeOutcome: 'none',
          reasons: [],
          lines: [line],
          gates: [],
          grants: [],
          isCancelled: false,
          rechecks: [],
          holders: [],
        },
        waitsUntil: null,
        action: NO_ACTION,
        expected: null,
        shares: [],
        seenAt: AT,
        at: AT,
      })
    }
    await setColumn('settlement', 'detail', shopId, '{"v": 2}', 'order_id = 5002')
    // Its name is known although the gate itself cannot be read.
    await setColumn('gate', 'reaction', shopId, '{"v": 2}')
    const { myshopifyDomain } = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } })
    const listed = await listSettlements({ ...stores, shopify: fake<ShopifyPort>({}) }, { myshopifyDomain })
    expect(listed.rows.map(({ orderId }) => orderId)).toEqual([5_003, 5_001])
    expect(listed).toMatchObject({
      unreadable: [{ orderId: 5_002, name: '#5002' }],
      gates: new Map([[number, 'Owls']]),
      next: null,
    })
    // An unreadable order counts as one of its page.
    const first = await stores.settlements.list({ shopId, limit: 2 })
    expect(first).toMatchObject({ rows: [{ orderId: 5_003 }], unreadable: [{ orderId: 5_002 }] })
    expect(first.next).toEqual({ orderId: 5_002, orderedAt: AT + 5_002 })
    const rest = await stores.settlements.list({
      shopId,
      limit: 2,
      ...(first.next && { before: first.next }),
    })
    expect(rest).toMatchObject({ rows: [{ orderId: 5_001 }], unreadable: [], next: null })
  })

  test('behavior: a visit without column versions is read', async () => {
    const { visits } = makeStores(db)
    const shopId = await installShop()
    const wallet = sampleWallet()
    const visit = {
      id: `visit-${shopId}`,
      tokenHash: `hash-${shopId}`,
      shopId,
      wallets: [wallet],
      vaults: [],
      keyThumbprint: 'key',
    }
    await visits.create({ ...visit, now: AT, expiresAt: AT + 7_200 })
    await setColumn('visit', 'seen', shopId, '{"until": "2026112818", "gates": [{"gate": 7, "revision": 2}]}')
    const find = () => visits.renew({ ...visit, now: AT })
    const seen = { until: '2026112818', gates: [{ gate: 7, revision: 2 }] }
    expect(await find()).toMatchObject({ wallets: [wallet], seen })
    await setColumn('visit', 'seen', shopId, '{"v": 2}')
    await expect(find()).rejects.toMatchObject({ code: 'ERR_STORED_INVALID' })
  })
})
