import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import type { UnlockEvent } from '../../../app/core/numbers/types.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import { createUnlockLog } from '../../../app/db/unlockLog.ts'
import { engines } from '../engines.ts'
import { sampleAddress, sampleShop } from '../samples.ts'

const NOW = Date.parse('2026-11-25T13:00:00Z') / 1000
let visits = 0

describe.each(engines)('createUnlockLog on $name', ({ start }) => {
  let db: Database
  const closers: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const engine = await start()
    closers.push(engine.close)
    db = await engine.open()
  })
  afterAll(async () => {
    for (const close of closers) await close()
  })

  const openLog = (over: Partial<Parameters<typeof createUnlockLog>[0]> = {}) => {
    const dropped: number[] = []
    const warned: string[] = []
    const log = createUnlockLog({
      db,
      hashPersonal: hashSecret,
      now: () => NOW,
      countDropped: (count) => void dropped.push(count),
      warn: (sentence) => void warned.push(sentence),
      ...over,
    })
    return { log, dropped, warned }
  }
  const write = async (events: readonly UnlockEvent[]) => {
    const { log, dropped, warned } = openLog()
    log.add(events)
    await log.close()
    expect([dropped, warned]).toEqual([[], []])
  }
  /** The counters of a shop as `gate day kind count`. */
  const listCounts = async ({ shopId }: { shopId: ShopId }) =>
    (
      await db.prisma.gateDay.findMany({
        where: { shopId },
        orderBy: [{ gate: 'asc' }, { dayOn: 'asc' }, { kind: 'asc' }],
      })
    ).map(({ gate, dayOn, kind, count }) => `${gate} ${dayOn} ${kind} ${count}`)

  test('default: an answer is logged with its wallets, and counted for its gate and the shop', async () => {
    const shopId = sampleShop().id as ShopId
    const wallet = sampleAddress()
    await write([makeEvent({ shopId, wallets: [wallet.toUpperCase().replace('X', 'x')] })])
    expect(await listCounts({ shopId })).toEqual(['0 2026-11-25 unmet 1', '7 2026-11-25 unmet 1'])
    const rows = await db.prisma.unlockEvent.findMany({ where: { shopId }, include: { wallets: true } })
    expect(rows).toMatchObject([{ gate: 7n, revision: 2, outcome: 'unmet', holder: null }])
    const [row] = rows
    expect(row?.wallets.map(({ address }) => Buffer.from(address).toString())).toEqual([wallet])
    expect(row?.wallets.map(({ backwards }) => Buffer.from(backwards).toString())).toEqual([
      [...wallet].reverse().join(''),
    ])
  })

  test('behavior: of a renewal only the first and a changed answer count', async () => {
    const shopId = sampleShop().id as ShopId
    const visitId = `visit-${++visits}`
    const renewal = (outcome: UnlockEvent['outcome']) =>
      makeEvent({ shopId, visitId, outcome, isLogin: false })
    await write([renewal('unmet'), renewal('unmet'), renewal('unmet')])
    await write([renewal('unmet')])
    expect(await listCounts({ shopId })).toEqual(['0 2026-11-25 unmet 1', '7 2026-11-25 unmet 1'])
    await write([renewal('open'), renewal('open'), renewal('unmet')])
    await write([makeEvent({ shopId, visitId, outcome: 'unmet', isLogin: true })])
    expect(await listCounts({ shopId })).toEqual([
      '0 2026-11-25 open 1',
      '0 2026-11-25 unmet 3',
      '7 2026-11-25 open 1',
      '7 2026-11-25 unmet 3',
    ])
  })

  test('behavior: a holder who opened a gate on an earlier day returns once a day', async () => {
    const shopId = sampleShop().id as ShopId
    const holder = sampleAddress()
    const open = (dayOn: string, gate = 7) => makeEvent({ shopId, dayOn, gate, outcome: 'open', holder })
    await write([open('2026-11-24'), open('2026-11-24')])
    await write([open('2026-11-25'), open('2026-11-25', 8)])
    await write([open('2026-11-25')])
    await write([open('2026-11-26')])
    const returning = (await listCounts({ shopId })).filter((line) => line.includes('returning'))
    expect(returning).toEqual([
      '0 2026-11-25 returning 1',
      '0 2026-11-26 returning 1',
      '7 2026-11-25 returning 1',
      '7 2026-11-26 returning 1',
    ])
    const holders = await db.prisma.gateHolder.findMany({ where: { shopId }, orderBy: { gate: 'asc' } })
    expect(holders.map(({ gate, firstOn, lastOn }) => `${gate} ${firstOn} ${lastOn}`)).toEqual([
      '0 2026-11-24 2026-11-26',
      '7 2026-11-24 2026-11-26',
      '8 2026-11-25 2026-11-25',
    ])
    expect(JSON.stringify(holders, (_, value) => (typeof value === 'bigint' ? 0 : value))).not.toContain(
      holder,
    )
  })

  test('behavior: many writers at once count everything, and none waits for another forever', async () => {
    const shopId = sampleShop().id as ShopId
    const holders = Array.from({ length: 12 }, () => sampleAddress())
    const batch = (dayOn: string, from: number) =>
      holders.map((_, i) =>
        makeEvent({
          ...{ shopId, dayOn, outcome: 'open' },
          gate: 1 + ((from + i) % 5),
          holder: holders[(from + i) % 12] ?? null,
        }),
      )
    await write(batch('2026-11-24', 0))
    await Promise.all([0, 3, 5, 7, 11].map((from) => write(batch('2026-11-25', from))))
    const [whole] = await db.prisma.gateDay.findMany({
      where: { shopId, gate: 0n, dayOn: '2026-11-25', kind: 'open' },
    })
    expect(whole?.count).toBe(60n)
    const [returning] = await db.prisma.gateDay.findMany({
      where: { shopId, gate: 0n, dayOn: '2026-11-25', kind: 'returning' },
    })
    expect(returning?.count).toBe(12n)
  })

  test('behavior: an event is written within a second or so, without anybody waiting for it', async () => {
    const shopId = sampleShop().id as ShopId
    const { log } = openLog()
    log.add([makeEvent({ shopId })])
    await expect.poll(() => listCounts({ shopId })).toHaveLength(2)
    await log.close()
  })

  test('behavior: one statement writes 500 events, and no event is asked for alone', async () => {
    const shopId = sampleShop().id as ShopId
    const asked: string[] = []
    const watched: Database = {
      ...db,
      hot: {
        query: (name, sql, params) => {
          asked.push(name)
          return db.hot.query(name, sql, params)
        },
      },
    }
    const { log } = openLog({ db: watched })
    log.add(Array.from({ length: 1200 }, () => makeEvent({ shopId })))
    await log.close()
    expect(asked.filter((name) => name === 'write_events')).toHaveLength(3)
    expect(await listCounts({ shopId })).toEqual(['0 2026-11-25 unmet 1200', '7 2026-11-25 unmet 1200'])
  })

  test('behavior: while the database is away the latest 10,000 wait, and the others are counted', async () => {
    const shopId = sampleShop().id as ShopId
    let isAway = true
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const flaky: Database = {
      ...db,
      hot: {
        query: async (name, sql, params) => {
          if (isAway) throw lost
          return db.hot.query(name, sql, params)
        },
      },
    }
    const { log, dropped } = openLog({ db: flaky })
    for (let i = 0; i < 11; i++) log.add(Array.from({ length: 1000 }, () => makeEvent({ shopId })))
    await expect.poll(() => dropped.reduce((sum, count) => sum + count, 0)).toBe(1000)
    isAway = false
    await log.close()
    expect(await listCounts({ shopId })).toContain('0 2026-11-25 unmet 10000')
  })

  test('behavior: a batch that the database refuses for its content is dropped, counted and told', async () => {
    const shopId = sampleShop().id as ShopId
    const { log, dropped, warned } = openLog()
    log.add([makeEvent({ shopId, wallets: ['0x\0'] })])
    await log.close()
    expect([dropped, warned.length]).toEqual([[1], 1])
  })

  test('behavior: events go after 90 days and holders after 400, and counters stay', async () => {
    const shopId = sampleShop().id as ShopId
    const holder = sampleAddress()
    const old = { shopId, at: NOW - 90 * 86_400, dayOn: '2025-10-01', outcome: 'open', holder } as const
    await write([makeEvent(old)])
    await write([makeEvent({ shopId })])
    expect(await db.prisma.unlockEvent.count({ where: { shopId } })).toBe(1)
    expect(await db.prisma.unlockWallet.count({ where: { shopId } })).toBe(1)
    expect(await db.prisma.gateHolder.count({ where: { shopId } })).toBe(0)
    expect(await listCounts({ shopId })).toContain('0 2025-10-01 open 1')
  })
})

function makeEvent(over: Partial<UnlockEvent> & { shopId: ShopId }): UnlockEvent {
  return {
    visitId: `visit-${++visits}`,
    at: NOW,
    dayOn: '2026-11-25',
    gate: 7,
    revision: 2,
    outcome: 'unmet',
    detail: {},
    wallets: [sampleAddress()],
    holder: null,
    isLogin: true,
    isTold: false,
    ...over,
  }
}
