import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeasedCounter } from '../../../app/core/limit/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createLeases } from '../../../app/db/limits.ts'
import type { LimitsPort } from '../../../app/ports/limits.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { next } from '../samples.ts'

const now = 1_790_000_000
// Keeps the keys in the table readable.
const hashPersonal = (text: string) => text.replace(/^limit \d+ /, '')

describe.each(engines)('taking units on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const counter = (changes: Partial<LeasedCounter> = {}): LeasedCounter => ({
    key: `l${next()}`,
    most: 10,
    expiresAt: now + 60,
    units: 1,
    block: 1,
    ...changes,
  })
  /** The limits of one process, and the statements that it has sent. */
  const makeProcess = () => {
    const statements: string[] = []
    const hot: Database['hot'] = {
      query: (name, sql, params) => {
        statements.push(name)
        return db.hot.query(name, sql, params)
      },
    }
    const limits = createLeases({ db: { ...db, hot }, now: () => now, hashPersonal })
    return { limits, leases: () => statements.filter((name) => name === 'lease_units').length }
  }
  const countOf = async ({ key, expiresAt }: LeasedCounter) =>
    (
      await db.prisma.rateLimit.findUnique({
        where: { expiresAt_key: { key, expiresAt: BigInt(expiresAt) } },
      })
    )?.count ?? 0
  /** Send parallel requests to the processes in turn; returns how many passed. */
  const ask = async (
    processes: readonly LimitsPort[],
    times: number,
    counters: (index: number) => LeasedCounter[],
  ) => {
    const answers = await Promise.all(
      Array.from({ length: times }, (_, index) => processes[index % processes.length]?.take(counters(index))),
    )
    return answers.filter((answer) => answer === null).length
  }

  test('default: a lease of a block serves as many requests as the block has units', async () => {
    const { limits, leases } = makeProcess()
    const client = counter({ most: 100, block: 20 })
    for (let taken = 0; taken < 20; taken++) expect(await limits.take([client])).toBeNull()
    expect([leases(), await countOf(client)]).toEqual([1, 20])
    expect(await limits.take([client])).toBeNull()
    expect([leases(), await countOf(client)]).toEqual([2, 40])
  })

  test('behavior: a process that uses up its leases gets larger ones, doubled each time up to a twentieth of the limit', async () => {
    const { limits, leases } = makeProcess()
    const project = counter({ most: 1_000, block: 10 })
    const counts: number[] = []
    for (let taken = 0; taken < 131; taken++) {
      await limits.take([project])
      if (leases() > counts.length) counts.push(await countOf(project))
    }
    expect(counts).toEqual([10, 30, 70, 120, 170])
  })

  test('behavior: a key is stored only as its hash with its window', async () => {
    const hashes: string[] = []
    const hash = (text: string) => {
      hashes.push(text)
      return `h${hashes.length}`
    }
    const limits = createLeases({ db, now: () => now, hashPersonal: hash })
    const client = counter({ block: 5 })
    for (let taken = 0; taken < 5; taken++) await limits.take([client])
    expect(hashes).toEqual([`limit ${client.expiresAt} ${client.key}`])
    expect([await countOf(client), await countOf({ ...client, key: 'h1' })]).toEqual([0, 5])
  })

  test('behavior: 200 parallel requests in two processes pass exactly up to the limit with single-unit leases', async () => {
    for (let round = 0; round < 5; round++) {
      const processes = [makeProcess().limits, makeProcess().limits]
      const shared = counter({ most: 50 })
      expect(await ask(processes, 200, () => [shared])).toBe(50)
      expect(await ask(processes, 20, () => [shared])).toBe(0)
    }
  })

  test('behavior: block leases never exceed the limit, and one process uses all of it', async () => {
    for (const block of [3, 7, 20, 200]) {
      const shared = counter({ most: 50, block })
      const processes = Array.from({ length: 4 }, () => makeProcess().limits)
      let passed = 0
      for (let wave = 0; wave < 4; wave++) passed += await ask(processes, 40, () => [shared])
      expect(passed).toBeLessThanOrEqual(50)
      // Only the unused part of other processes' leases is lost for this window.
      expect(passed).toBeGreaterThan(Math.max(9, 50 - 4 * block))
      const alone = counter({ most: 50, block })
      expect(await ask([makeProcess().limits], 200, () => [alone])).toBe(50)
    }
  })

  test('behavior: requests for several units never exceed the limit in sum', async () => {
    const processes = Array.from({ length: 3 }, () => makeProcess().limits)
    for (const block of [1, 5, 25]) {
      const shared = counter({ most: 100, block })
      let taken = 0
      await Promise.all(
        Array.from({ length: 90 }, async (_, index) => {
          const units = (index % 7) + 1
          const answer = await processes[index % 3]?.take([{ ...shared, units }])
          if (answer === null) taken += units
        }),
      )
      expect(taken).toBeLessThanOrEqual(100)
      expect(taken).toBeGreaterThan(100 - 3 * (block + 7))
    }
  })

  test('behavior: 50 parallel requests in one process share their leases', async () => {
    const { limits, leases } = makeProcess()
    const client = counter({ most: 1_000, block: 1 })
    expect(await ask([limits], 50, () => [client])).toBe(50)
    expect([leases(), await countOf(client)]).toEqual([2, 50])
  })

  test('behavior: a used-up window refuses without a statement, and the next window starts at zero', async () => {
    const { limits, leases } = makeProcess()
    const client = counter({ most: 5, block: 3 })
    expect(await ask([limits], 20, () => [client])).toBe(5)
    const sent = leases()
    expect(await limits.take([client])).toEqual(client)
    expect(leases()).toBe(sent)
    const later = { ...client, expiresAt: client.expiresAt + 60 }
    expect(await ask([limits], 20, () => [later])).toBe(5)
    expect(await limits.take([client])).toEqual(client)
  })

  test('behavior: several counters cost one statement; the first that is short is returned and nothing is taken', async () => {
    const { limits, leases } = makeProcess()
    const [client, project, full] = [
      counter({ most: 3, block: 3 }),
      counter({ most: 3, block: 3 }),
      counter({ most: 2 }),
    ]
    expect(await limits.take([client, project])).toBeNull()
    expect(leases()).toBe(1)
    expect(await ask([limits], 2, () => [full])).toBe(2)
    expect(await limits.take([full])).toEqual(full)
    for (let time = 0; time < 5; time++) expect(await limits.take([client, full, project])).toEqual(full)
    expect(await ask([limits], 5, () => [client, project])).toBe(2)
    expect(await limits.take([project, client])).toEqual(project)
    expect(await limits.take([client, project])).toEqual(client)
  })

  test('behavior: a request larger than the limit is refused without counting, and a request of its exact size passes', async () => {
    const { limits, leases } = makeProcess()
    const [client, reads] = [counter(), counter({ most: 10, units: 11, block: 50 })]
    expect(await limits.take([client, reads])).toEqual(reads)
    expect([leases(), await countOf(client), await countOf(reads)]).toEqual([0, 0, 0])
    expect(await limits.take([client, { ...reads, units: 10 }])).toBeNull()
    expect(await limits.take([{ ...reads, units: 1 }])).toMatchObject({ key: reads.key })
  })

  test('behavior: processes that lease the same counters in opposite order do not deadlock', async () => {
    const processes = Array.from({ length: 4 }, () => makeProcess().limits)
    const keys = Array.from({ length: 5 }, () => counter({ most: 10_000 }))
    const pick = (index: number) =>
      [0, 2, 1].map((step) => keys[(index + step * (1 + (index % 2))) % 5] ?? counter())
    const distinct = (list: LeasedCounter[]) => [...new Set(list)]
    expect(await ask(processes, 400, (index) => distinct(pick(index)))).toBe(400)
  })

  test('behavior: a database fault reaches all waiting callers and takes nothing; afterwards limits work again', async () => {
    let isBroken = true
    const hot: Database['hot'] = {
      query: async (name, sql, params) => {
        if (isBroken) throw new Error('no connection')
        return db.hot.query(name, sql, params)
      },
    }
    const limits = createLeases({ db: { ...db, hot }, now: () => now, hashPersonal })
    const client = counter({ most: 8 })
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => limits.take([client])))
    expect(ends.every((end) => end.status === 'rejected')).toBe(true)
    isBroken = false
    expect(await ask([limits], 20, () => [client])).toBe(8)
    expect(await countOf(client)).toBeLessThanOrEqual(16)
  })

  test('behavior: work that fails with the database fails for all who wait for its units, in one statement', async () => {
    const { limits } = makeProcess()
    const client = counter({ most: 100, block: 10 })
    let sent = 0
    const run = (code?: string) =>
      limits.run({
        ...{ counters: [client], ahead: [] },
        send: async () => {
          sent++
          await new Promise((resolve) => setTimeout(resolve, 20))
          throw Object.assign(new Error('no'), { code })
        },
      })
    const runMany = async (code?: string) => {
      sent = 0
      const ends = await Promise.allSettled(Array.from({ length: 20 }, () => run(code)))
      expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
      return sent
    }
    expect(await runMany()).toBe(1)
    // A value that PostgreSQL refuses is one caller's own.
    expect(await runMany('23505')).toBe(20)
    expect(await limits.take([client])).toBeNull()
  })

  test('behavior: units leased ahead come in the same statement and are not taken', async () => {
    const { limits, leases } = makeProcess()
    const [client, wallet, shopCounter] = [counter(), counter({ most: 3 }), counter({ most: 100, block: 5 })]
    expect(await limits.take([client], [wallet, shopCounter])).toBeNull()
    expect(leases()).toBe(1)
    expect([await countOf(wallet), await countOf(shopCounter)]).toEqual([1, 5])
    expect(await limits.take([wallet, shopCounter])).toBeNull()
    expect(leases()).toBe(1)
    // Two units of the wallet remain, which this process must lease.
    expect(await ask([limits], 5, () => [wallet])).toBe(2)
  })

  test('behavior: unproven requests lease one block of the wallet that they name, however many they are', async () => {
    const processes = Array.from({ length: 3 }, () => makeProcess().limits)
    const wallet = counter({ most: 20, block: 2 })
    const garbage = (index: number) => processes[index % 3]?.take([counter()], [wallet])
    for (let wave = 0; wave < 3; wave++) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => garbage(index)))
    }
    expect(await countOf(wallet)).toBe(6)
    const honest = makeProcess().limits
    expect(await ask([honest], 20, () => [wallet])).toBe(14)
  })

  test('behavior: a counter in steady use keeps its lease among many others', async () => {
    const { limits } = makeProcess()
    const steady = counter({ most: 1_000, block: 50 })
    expect(await limits.take([steady])).toBeNull()
    for (let batch = 0; batch < 12; batch++) {
      const others = Array.from({ length: 1_000 }, () => counter())
      await limits.take(others)
      expect(await limits.take([steady])).toBeNull()
    }
    expect(await countOf(steady)).toBe(50)
  })

  test('behavior: beyond ten thousand counters the oldest leases are dropped and never handed out twice', async () => {
    const { limits } = makeProcess()
    const first = counter({ most: 30, block: 10 })
    expect(await limits.take([first])).toBeNull()
    for (let batch = 0; batch < 100; batch++) {
      await limits.take(Array.from({ length: 100 }, () => counter()))
    }
    expect(await ask([limits], 40, () => [first])).toBe(20)
  })

  test('behavior: windows that ended minutes ago are swept, and those of other lengths are not', async () => {
    const [old, day] = [counter({ expiresAt: now - 301 }), counter({ expiresAt: now + 80_000 })]
    await createLeases({ db, now: () => now - 600, hashPersonal }).take([old])
    await makeProcess().limits.take([day])
    expect([await countOf(old), await countOf(day)]).toEqual([0, 1])
    const { limits } = makeProcess()
    await limits.take([counter({ expiresAt: now + 86_000 })])
    expect(await countOf(day)).toBe(1)
  })
})
