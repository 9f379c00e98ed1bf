import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import { planStorefrontLeases } from '../../app/core/limit/planStorefrontLeases.ts'
import type { ClientAddress, LeasedCounter } from '../../app/core/limit/types.ts'
import type { Database } from '../../app/db/database.ts'
import { createLeases } from '../../app/db/limits.ts'
import { engines, type RunningEngine } from './engines.ts'
import { next } from './samples.ts'

const now = 1_790_000_000
// Keeps the keys in the table readable.
const hashPersonal = (text: string) => text.replace(/^limit \d+ /, '')

describe.each(engines)('limits on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const counter = (changes: Partial<LeasedCounter> = {}): LeasedCounter => ({
    key: `k${next()}`,
    most: 10,
    expiresAt: now + 60,
    units: 1,
    block: 1,
    ...changes,
  })
  const countOf = async ({ key, expiresAt }: LeasedCounter) =>
    (
      await db.prisma.rateLimit.findUnique({
        where: { expiresAt_key: { key, expiresAt: BigInt(expiresAt) } },
      })
    )?.count ?? 0

  test('behavior: windows that ended minutes ago are swept at the first lease and every hundredth', async () => {
    const limits = createLeases({ db, now: () => now, hashPersonal })
    const [old, recent] = [counter({ expiresAt: now - 600 }), counter({ expiresAt: now - 60 })]
    const seed = () => createLeases({ db, now: () => now - 600, hashPersonal })
    await seed().take([recent, old])
    expect(await countOf(old)).toBe(1)
    await limits.take([counter()])
    expect([await countOf(old), await countOf(recent)]).toEqual([0, 1])
    await seed().take([old])
    for (let count = 1; count < 100; count++) await limits.take([counter()])
    expect(await countOf(old)).toBe(1)
    await limits.take([counter()])
    expect(await countOf(old)).toBe(0)
  })

  test('behavior: 300,000 requests of 100,000 holders within five minutes on eight processes cost under 600 statements', async () => {
    let clock = now
    const statements: string[] = []
    const hot: Database['hot'] = {
      query: (name, sql, params) => {
        statements.push(name)
        return db.hot.query(name, sql, params)
      },
    }
    const processes = Array.from({ length: 8 }, () =>
      createLeases({ db: { ...db, hot }, now: () => clock, hashPersonal }),
    )
    const shopId = BigInt(next()) as ShopId
    const plan = () =>
      planStorefrontLeases({
        request: 'renew',
        shopId,
        clientAddress: null,
        walletAddress: null,
        now: clock,
        factor: 1,
      })
    // The first minute of a drop brings a third of all shoppers.
    const waves = [100_000, 70_000, 55_000, 45_000, 30_000]
    let refused = 0
    for (const wave of waves) {
      const { proven } = plan()
      for (let asked = 0; asked < wave; asked += 1_000) {
        const answers = await Promise.all(
          Array.from({ length: 1_000 }, (_, index) => processes[index % 8]?.take(proven)),
        )
        refused += answers.filter((answer) => answer !== null).length
      }
      clock += 60
    }
    expect(refused).toBe(0)
    expect(statements.filter((name) => name === 'lease_units').length).toBeLessThan(600)
  })

  test('behavior: any number of processes never exceeds the limit of a shop', async () => {
    const shopId = BigInt(next()) as ShopId
    const { proven } = planStorefrontLeases({
      request: 'renew',
      shopId,
      clientAddress: '203.0.113.9' as ClientAddress,
      walletAddress: null,
      now,
      factor: 0.01,
    })
    const most = proven[0]?.most ?? 0
    const processes = Array.from({ length: 4 }, () => createLeases({ db, now: () => now, hashPersonal }))
    const answers = await Promise.all(
      Array.from({ length: most * 3 }, (_, index) => processes[index % 4]?.take(proven)),
    )
    expect(most).toBe(1_200)
    expect(answers.filter((answer) => answer === null).length).toBe(most)
  })
})
