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
  // What the table holds stays readable here.
  const hashPersonal = (text: string) => text.replace(/^limit \d+ /, '')
  const counter = (changes: Partial<LimitCounter> = {}): LimitCounter => ({
    key: `k${next()}`,
    most: 10,
    expiresAt: now + 60,
    ...changes,
  })
  /** Ask so often at once; answers how many were let pass. */
  const ask = async (times: number, counters: (index: number) => LimitCounters) => {
    const limits = createLimitStore({ db, now: () => now, hashPersonal })
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

  const empty = { client: null, wallet: null }

  test('default: every key is counted', async () => {
    const limits = createLimitStore({ db, now: () => now, hashPersonal })
    const [client, wallet, shop] = [counter(), counter(), counter()]
    await limits.count({ client, wallet, shop })
    expect(await limits.count({ client: null, wallet, shop })).toEqual(
      new Map([
        [wallet.key, 2],
        [shop.key, 2],
      ]),
    )
    expect(await limits.count({ client, wallet: null, shop })).toEqual(
      new Map([
        [client.key, 2],
        [shop.key, 3],
      ]),
    )
    expect(await limits.count({ ...empty, shop })).toEqual(new Map([[shop.key, 4]]))
  })

  test('behavior: of 64 at once exactly 10 are let pass, whichever key is full', async () => {
    for (let round = 0; round < 5; round++) {
      const [full, wide] = [counter(), counter({ most: 1000 })]
      expect(await ask(64, () => ({ client: full, wallet: counter(), shop: wide }))).toBe(10)
      expect(await ask(64, () => ({ client: full, wallet: counter(), shop: wide }))).toBe(0)
      const wallet = counter()
      expect(await ask(64, () => ({ client: counter(), wallet, shop: wide }))).toBe(10)
      const shop = counter()
      expect(await ask(64, () => ({ client: counter(), wallet: counter(), shop }))).toBe(10)
    }
  })

  test('behavior: what one key refuses does not count on those after it', async () => {
    const [client, wallet, shop] = [counter(), counter({ most: 15 }), counter()]
    await ask(64, () => ({ client, wallet, shop }))
    expect(await Promise.all([client, wallet, shop].map(countOf))).toEqual([64, 10, 10])
    await ask(64, () => ({ client: counter(), wallet, shop }))
    expect(await Promise.all([wallet, shop].map(countOf))).toEqual([74, 15])
  })

  test('behavior: a new window begins at one', async () => {
    const limits = createLimitStore({ db, now: () => now, hashPersonal })
    const [client, shop] = [counter(), counter()]
    await ask(12, () => ({ client, wallet: null, shop }))
    const later = { ...client, expiresAt: client.expiresAt + 60 }
    expect((await limits.count({ client: later, wallet: null, shop })).get(client.key)).toBe(1)
    expect(await countOf(client)).toBe(12)
  })

  test('behavior: requests that share keys crosswise lock each other never', async () => {
    const most = 10_000
    const [clients, wallets, shops] = [3, 4, 2].map((count) =>
      Array.from({ length: count }, () => counter({ most })),
    )
    const pick = (list: readonly LimitCounter[] | undefined, index: number) =>
      list?.[index % list.length] ?? counter()
    const passed = await ask(480, (index) => ({
      client: index % 5 ? pick(clients, index) : null,
      wallet: index % 7 ? pick(wallets, index) : null,
      shop: pick(shops, index),
    }))
    expect(passed).toBe(480)
    expect(await Promise.all((shops ?? []).map(countOf))).toEqual([240, 240])
  })

  test('behavior: windows that ended minutes ago are swept on the first count and every hundredth', async () => {
    const limits = createLimitStore({ db, now: () => now, hashPersonal })
    const [old, recent] = [counter({ expiresAt: now - 600 }), counter({ expiresAt: now - 60 })]
    const seed = () => createLimitStore({ db, now: () => now - 600, hashPersonal })
    await seed().count({ client: recent, wallet: null, shop: old })
    expect(await countOf(old)).toBe(1)
    await limits.count({ ...empty, shop: counter() })
    expect([await countOf(old), await countOf(recent)]).toEqual([0, 1])
    await seed().count({ ...empty, shop: old })
    for (let count = 1; count < 100; count++) await limits.count({ ...empty, shop: counter() })
    expect(await countOf(old)).toBe(1)
    await limits.count({ ...empty, shop: counter() })
    expect(await countOf(old)).toBe(0)
  })
})
