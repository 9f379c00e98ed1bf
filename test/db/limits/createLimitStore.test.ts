import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideLimit } from '../../../app/core/limit/decideLimit.ts'
import type { LimitCounter, LimitCounters } from '../../../app/core/limit/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createLimitStore } from '../../../app/db/limits/createLimitStore.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { next } from '../samples.ts'

describe.each(engines)('createLimitStore on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const now = 1_790_000_000
  const counter = (changes: Partial<LimitCounter> = {}): LimitCounter => ({
    key: `k${next()}`,
    most: 10,
    expiresAt: now + 60,
    ...changes,
  })
  /** Ask so often at once; answers how many were let pass. */
  const ask = async (times: number, counters: (index: number) => LimitCounters) => {
    const limits = createLimitStore({ db })
    const once = async (index: number) => {
      const asked = counters(index)
      return decideLimit({ counters: asked, counts: await limits.count(asked), now }).kind
    }
    const kinds = await Promise.all(Array.from({ length: times }, (_, index) => once(index)))
    return kinds.filter((kind) => kind === 'allowed').length
  }
  const countOf = async ({ key, expiresAt }: LimitCounter) =>
    (
      await db.prisma.rateLimit.findUnique({
        where: { expiresAt_key: { key, expiresAt: BigInt(expiresAt) } },
      })
    )?.count ?? 0

  test('default: every key is counted, in one statement', async () => {
    const limits = createLimitStore({ db })
    const [client, wallet, shop] = [counter(), counter(), counter()]
    await limits.count({ own: [client, wallet], shop })
    expect(await limits.count({ own: [wallet], shop })).toEqual(
      new Map([
        [wallet.key, 2],
        [shop.key, 2],
      ]),
    )
    expect(await limits.count({ own: [], shop })).toEqual(new Map([[shop.key, 3]]))
    expect(await countOf(client)).toBe(1)
  })

  test('behavior: of 64 at once exactly 10 are let pass, whichever key is full', async () => {
    for (let round = 0; round < 5; round++) {
      const [client, shop] = [counter(), counter({ most: 1000 })]
      expect(await ask(64, () => ({ own: [client], shop }))).toBe(10)
      expect(await ask(64, () => ({ own: [client], shop }))).toBe(0)
      const busy = counter()
      expect(await ask(64, () => ({ own: [counter()], shop: busy }))).toBe(10)
    }
  })

  test('behavior: who is refused for himself does not count for the shop', async () => {
    const [client, shop] = [counter(), counter()]
    await ask(64, () => ({ own: [client, counter()], shop }))
    expect([await countOf(client), await countOf(shop)]).toEqual([64, 10])
  })

  test('behavior: a new window begins at one', async () => {
    const limits = createLimitStore({ db })
    const [client, shop] = [counter(), counter()]
    await ask(12, () => ({ own: [client], shop }))
    const later = { ...client, expiresAt: client.expiresAt + 60 }
    expect((await limits.count({ own: [later], shop })).get(client.key)).toBe(1)
    expect(await countOf(client)).toBe(12)
  })

  test('behavior: keys named in any order lock each other never', async () => {
    const keys = Array.from({ length: 6 }, () => counter({ most: 10_000 }))
    const shops = [counter({ most: 10_000 }), counter({ most: 10_000 })]
    const turned = (index: number) => [...keys.slice(index % 6), ...keys.slice(0, index % 6)]
    const passed = await ask(300, (index) => ({
      own: index % 2 ? turned(index) : turned(index).reverse(),
      shop: shops[index % 2] ?? counter(),
    }))
    expect(passed).toBe(300)
    expect(await Promise.all([...keys, ...shops].map(countOf))).toEqual([
      ...Array(6).fill(300),
      ...Array(2).fill(150),
    ])
  })

  test('behavior: windows that ended minutes ago are swept on the first count and every hundredth', async () => {
    const limits = createLimitStore({ db })
    const [old, recent] = [counter({ expiresAt: now - 600 }), counter({ expiresAt: now - 60 })]
    await createLimitStore({ db }).count({ own: [recent], shop: old })
    expect(await countOf(old)).toBe(1)
    await limits.count({ own: [], shop: counter() })
    expect([await countOf(old), await countOf(recent)]).toEqual([0, 1])
    await createLimitStore({ db }).count({ own: [], shop: old })
    for (let count = 1; count < 100; count++) await limits.count({ own: [], shop: counter() })
    expect(await countOf(old)).toBe(1)
    await limits.count({ own: [], shop: counter() })
    expect(await countOf(old)).toBe(0)
  })
})
