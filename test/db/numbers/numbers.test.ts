import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { parseWalletSearch } from '../../../app/core/numbers/parseWalletSearch.ts'
import { ANSWER_OUTCOMES, type AnswerOutcome, type UnlockEvent } from '../../../app/core/numbers/types.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database, HotValue } from '../../../app/db/database.ts'
import { writeEvents } from '../../../app/db/numbers/writeEvents.ts'
import { createNumbersPort } from '../../../app/db/numbers.ts'
import type { EventMark, NumbersPort } from '../../../app/ports/numbers.ts'
import { engines } from '../engines.ts'
import { sampleAddress, sampleShop } from '../samples.ts'

const AT = 1_790_000_000
const GATES = [7, 8] as const
const LIMIT = 50

describe.each(engines)('numbers on $name', ({ start }) => {
  let db: Database
  let numbers: NumbersPort
  const closers: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const engine = await start()
    closers.push(engine.close)
    db = await engine.open()
    numbers = createNumbersPort({ db })
  })
  afterAll(async () => {
    for (const close of closers) await close()
  })

  const any = { gate: null, outcomes: ANSWER_OUTCOMES, addresses: null, before: null, from: 0, until: AT * 2 }
  /** Every event of a search, by reading page after page. */
  const readAll = async (asked: Omit<Parameters<NumbersPort['listEvents']>[0], 'limit'>, limit: number) => {
    const all: string[] = []
    let before: EventMark | null = asked.before
    for (;;) {
      const { events, next } = await numbers.listEvents({ ...asked, before, limit })
      expect(events.length).toBeLessThanOrEqual(limit)
      all.push(...events.map(({ at, gate, outcome }) => `${at} ${gate} ${outcome}`))
      if (next === null) return all
      before = next
    }
  }

  test('default: pages of the log together have every event once, newest first, whatever is asked', async () => {
    const shopId = sampleShop().id as ShopId
    const wallets = [sampleAddress(), sampleAddress()]
    const outcomes: readonly AnswerOutcome[] = ['open', 'unmet', 'unchecked']
    const written = Array.from({ length: 40 }, (_, i) =>
      makeEvent({
        shopId,
        at: AT + Math.floor(i / 3),
        gate: GATES[i % 2] ?? 7,
        outcome: outcomes[i % 3] ?? 'open',
        // Every fourth has both wallets, and is found once all the same.
        wallets: i % 4 === 0 ? wallets : [wallets[i % 2] ?? ''],
      }),
    )
    await writeEvents({ db, hashPersonal: hashSecret, events: written })
    await writeEvents({ db, hashPersonal: hashSecret, events: [makeEvent({ shopId: 1n as ShopId })] })
    const expected = (isAsked: (event: UnlockEvent) => boolean) =>
      written
        .filter(isAsked)
        .map(({ at, gate, outcome }) => `${at} ${gate} ${outcome}`)
        .reverse()
    expect(await readAll({ ...any, shopId }, 7)).toEqual(expected(() => true))
    expect(await readAll({ ...any, shopId, gate: 7 }, 6)).toEqual(expected(({ gate }) => gate === 7))
    expect(await readAll({ ...any, shopId, outcomes: ['unmet'] }, 5)).toEqual(
      expected(({ outcome }) => outcome === 'unmet'),
    )
    expect(await readAll({ ...any, shopId, from: AT + 3, until: AT + 9 }, 4)).toEqual(
      expected(({ at }) => at >= AT + 3 && at < AT + 9),
    )
    expect(await readAll({ ...any, shopId, addresses: wallets }, 7)).toEqual(expected(() => true))
    const mine = (event: UnlockEvent) => event.wallets.includes(wallets[1] ?? '')
    expect(await readAll({ ...any, shopId, addresses: wallets.slice(1), gate: 8, outcomes }, 3)).toEqual(
      expected((event) => mine(event) && event.gate === 8),
    )
    expect(await readAll({ ...any, shopId, addresses: [] }, 3)).toEqual([])
  })

  test('behavior: an event has its wallets and what was found; one of another version has no detail', async () => {
    const shopId = sampleShop().id as ShopId
    const wallets = [sampleAddress(), sampleAddress()].sort()
    const detail = { code: 'ERR_CHAIN_READ', chain: 'polygon' }
    await writeEvents({
      db,
      hashPersonal: hashSecret,
      events: [makeEvent({ shopId, wallets, detail, outcome: 'unchecked', revision: 4 })],
    })
    const read = async () => (await numbers.listEvents({ ...any, shopId, limit: 5 })).events
    expect(await read()).toMatchObject([{ wallets, detail, outcome: 'unchecked', revision: 4, gate: 7 }])
    await db.prisma.unlockEvent.updateMany({ where: { shopId }, data: { detail: { v: 2 } } })
    expect(await read()).toMatchObject([{ wallets, detail: null }])
  })

  test('behavior: a wallet is found by its start, its end or both, and an EVM address in any case', async () => {
    const shopId = sampleShop().id as ShopId
    const evm = '0xab54a98ceb1f0ad2ab54a98ceb1f0ad2ab54cd9e'
    const solana = 'DYw8jCTfwHNRJhhmFcbXvVDTqWMEVFBX6ZKUmG5CNSKK'
    const like = 'dyw8zzzfwHNRJhhmFcbXvVDTqWMEVFBX6ZKUmG5Cnskk'
    const events = [evm, solana, like].map((wallet) => makeEvent({ shopId, wallets: [wallet] }))
    await writeEvents({ db, hashPersonal: hashSecret, events: [...events, ...events] })
    const find = async (text: string) => {
      const search = parseWalletSearch(text)
      if (search?.kind !== 'part') throw new Error('This is no part.')
      const found = []
      for (const ends of search.ends) found.push(...(await numbers.findAddresses({ shopId, ends, limit: 9 })))
      return [...new Set(found)]
    }
    for (const text of ['0xAB54', 'ab54a9', 'cd9e', 'CD9E', '0xAb54…cD9e', 'ab..cd9e', '0xab54a9…9e'])
      expect(await find(text), text).toEqual([evm])
    for (const text of ['DYw8', 'NSKK', 'DYw8...NSKK']) expect(await find(text), text).toEqual([solana])
    for (const text of ['54a9', '0xab55', 'cd9f', 'DYW8', '0xab54…cd9f'])
      expect(await find(text), text).toEqual([])
  })

  test('behavior: a wallet is found by characters from anywhere in its address, in the span and of the newest answers', async () => {
    const shopId = sampleShop().id as ShopId
    const evm = '0xab54a98ceb1f0ad2cb54a98ceb1f0ad2ab54cd9e'
    const solana = 'DYw8jCTfwHNRJhhmFcbXvVDTqWMEVFBX6ZKUmG5CNSKK'
    const events = [evm, solana].map((wallet, i) => makeEvent({ shopId, at: AT + i, wallets: [wallet] }))
    await writeEvents({ db, hashPersonal: hashSecret, events: [...events, ...events] })
    const find = (text: string, over: Partial<Parameters<NumbersPort['findAddressesWithin']>[0]> = {}) => {
      const search = parseWalletSearch(text)
      if (search?.kind !== 'part') throw new Error('This is no part.')
      const span = { from: AT, until: AT + 9, newest: 9, limit: 9, ...over }
      return numbers.findAddressesWithin({ shopId, parts: search.within, ...span })
    }
    const middle = 'd2cb54a9'
    expect(await find(middle.toUpperCase())).toEqual([evm])
    expect(await find('VDTqWM')).toEqual([solana])
    expect(await find('vdtqwm')).toEqual([])
    expect(await find('0xabcd')).toEqual([])
    expect(await find(middle, { from: AT + 1 })).toEqual([])
    expect(await find(middle, { newest: 2 })).toEqual([])
  })

  test('behavior: counters are read by gate and day, and the first day is known', async () => {
    const shopId = sampleShop().id as ShopId
    const days = ['2026-10-01', '2026-10-05', '2026-10-06']
    const events = days.map((dayOn) => makeEvent({ shopId, dayOn }))
    await writeEvents({ db, hashPersonal: hashSecret, events })
    const asked = { shopId, gate: 0, from: '2026-10-02', to: '2026-10-05' }
    expect(await numbers.listCounts(asked)).toEqual([
      { dayOn: '2026-10-05', kind: 'unmet', count: 1, amount: 0n },
    ])
    expect(await numbers.listCounts({ ...asked, gate: 8 })).toEqual([])
    expect(await numbers.findFirstDay({ shopId, gate: 7 })).toBe('2026-10-01')
    expect(await numbers.findFirstDay({ shopId, gate: 8 })).toBeNull()
  })

  describe('with 60,000 events', () => {
    const shopId = sampleShop().id as ShopId
    const [busy, rare] = [sampleAddress(), sampleAddress()]
    beforeAll(async () => {
      await db.hot.query(
        'fill_events',
        `INSERT INTO unlock_event (shop_id, visit_id, at, gate, revision, outcome, detail)
        SELECT $1::bigint, 'many', ${AT} + n, 1 + n % 20, 1, CASE n % 10 WHEN 0 THEN 'open' ELSE 'unmet' END, '{}'
        FROM generate_series(1, 60000) AS n`,
        [shopId],
      )
      await db.hot.query(
        'fill_wallets',
        `INSERT INTO unlock_wallet (shop_id, address, backwards, at, event_id)
        SELECT shop_id, convert_to(wallet, 'UTF8'), convert_to(reverse(wallet), 'UTF8'), at, id FROM unlock_event
        CROSS JOIN LATERAL (SELECT CASE WHEN id % 5000 = 0 THEN $2::text WHEN id % 2 = 0 THEN $3::text
          ELSE '0xffff' || lpad(to_hex(id), 36, '0') END AS wallet) AS one WHERE shop_id = $1::bigint`,
        [shopId, rare, busy],
      )
      await db.hot.query('analyze_events', 'ANALYZE unlock_event, unlock_wallet', [])
    })

    /** Run a statement of the port, and count the rows that its scans have read. */
    const countRead = async (run: (port: NumbersPort) => Promise<unknown>) => {
      let read = 0
      const explained: Database = {
        ...db,
        hot: {
          query: async (name: string, sql: string, params: readonly HotValue[]) => {
            const explain = `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`
            const [row] = await db.hot.query(`explain_${name}`, explain, params)
            const [plan] = (row?.['QUERY PLAN'] ?? []) as { Plan: Plan }[]
            if (!plan) throw new Error('The database explained nothing.')
            read += countRows(plan.Plan)
            return db.hot.query(name, sql, params)
          },
        },
      }
      await run(createNumbersPort({ db: explained }))
      return read
    }

    test.each<[string, Partial<Parameters<NumbersPort['listEvents']>[0]>, number]>([
      ['all', {}, 4],
      ['a gate', { gate: 11 }, 3],
      ['a rare outcome of a gate', { gate: 11, outcomes: ['open'] }, 3],
      ['the middle of the log', { before: { at: AT + 30_000, id: '30' } }, 4],
      ['a busy wallet', { addresses: [busy] }, 5],
      ['two wallets', { addresses: [busy, rare] }, 7],
    ])('behavior: a page of %s reads a few pages of rows, not the log', async (_, asked, pages) => {
      const run = (port: NumbersPort) => port.listEvents({ ...any, shopId, limit: LIMIT, ...asked })
      expect(await countRead(run)).toBeLessThanOrEqual(pages * (LIMIT + 1))
    })

    test('behavior: a part of an address costs a step for each wallet that it finds, not for each event', async () => {
      const find = (start: string) => (port: NumbersPort) =>
        port.findAddresses({ shopId, ends: { start, end: '' }, limit: 21 })
      expect(await countRead(find(busy.slice(0, 12)))).toBeLessThan(30)
      expect(await countRead(find('0xffff'))).toBeLessThan(90)
      expect(await find('0xffff')(numbers)).toHaveLength(21)
    })

    test('behavior: characters from the middle cost rows of the newest answers, not of the log', async () => {
      const span = { from: 0, until: AT * 2, newest: 500, limit: 21 }
      const run = (port: NumbersPort) => port.findAddressesWithin({ shopId, parts: ['fff0000'], ...span })
      expect(await run(numbers)).toHaveLength(21)
      expect(await countRead(run)).toBeLessThan(4_000)
    })

    test('behavior: the numbers of thirty days of 2,000 gates read the days of one', async () => {
      const whole = sampleShop().id as ShopId
      onTestFinished(async () => void (await db.prisma.gateDay.deleteMany({ where: { shopId: whole } })))
      await db.hot.query(
        'fill_days',
        `INSERT INTO gate_day (shop_id, gate, day_on, kind, count)
        SELECT $1::bigint, gate, to_char(date '2026-10-01' + n, 'YYYY-MM-DD'), kind, 1
        FROM generate_series(0, 2000) AS gate, generate_series(0, 5) AS n, unnest(ARRAY['open', 'unmet']) AS kind`,
        [whole],
      )
      await db.hot.query('analyze_days', 'ANALYZE gate_day', [])
      const period = { from: '2026-10-01', to: '2026-10-05' }
      const read = await countRead((port) => port.listCounts({ shopId: whole, gate: 0, ...period }))
      expect(read).toBe(10)
    })
  })
})

type Plan = {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** Add up what the scans of a plan have read, the rows that a filter removed too. */
function countRows(plan: Plan): number {
  const { 'Actual Rows': rows, 'Actual Loops': loops, 'Rows Removed by Filter': removed = 0 } = plan
  const isScan = /Scan$/.test(plan['Node Type']) && !/Function|CTE|WorkTable|Subquery/.test(plan['Node Type'])
  const own = isScan ? (rows + removed) * loops : 0
  return own + (plan.Plans ?? []).reduce((sum, one) => sum + countRows(one), 0)
}

function makeEvent(over: Partial<UnlockEvent> & { shopId: ShopId }): UnlockEvent {
  return {
    ...{ visitId: sampleAddress(), at: AT, dayOn: '2026-11-25', gate: 7, revision: 2, outcome: 'unmet' },
    ...{ detail: {}, wallets: [sampleAddress()], holder: null, isLogin: true, isTold: false },
    ...over,
  }
}
