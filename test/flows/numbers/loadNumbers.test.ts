import { describe, expect, test } from 'vitest'
import { type DayCount, MOST_SEARCHED } from '../../../app/core/numbers/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { listUnlocks, MOST_WALLETS } from '../../../app/flows/numbers/listUnlocks.ts'
import { loadNumbers } from '../../../app/flows/numbers/loadNumbers.ts'
import { loadRecentNumbers } from '../../../app/flows/numbers/loadRecentNumbers.ts'
import type { NumbersPort } from '../../../app/ports/numbers.ts'
import { fake } from '../../fakes/fake.ts'
import { fakeContext, holder, shop } from '../../fakes/fakeContext.ts'

const NO_PERIOD = { days: null, from: null, until: null }
const { myshopifyDomain } = shop
/** 2026-03-02, 00:30 in Berlin; still the day before in UTC. */
const now = Date.parse('2026-03-01T23:30:00Z') / 1000

function open(numbers: Partial<NumbersPort>): FlowContext {
  return { ...fakeContext({ now }).ctx, numbers: fake<NumbersPort>(numbers) }
}
const count = (dayOn: string, kind: DayCount['kind'], number: number): DayCount => ({
  ...{ dayOn, kind, count: number, amount: 0n },
})

describe('loadNumbers', () => {
  const asked: object[] = []
  const numbers = (firstDay: string | null): Partial<NumbersPort> => ({
    listCounts: async (parameters) => {
      asked.push(parameters)
      return [count('2026-02-20', 'unmet', 9), count('2026-02-24', 'open', 2), count('2026-03-02', 'open', 1)]
    },
    findFirstDay: async () => firstDay,
  })
  const load = (firstDay: string | null, over: object = {}) =>
    loadNumbers(open(numbers(firstDay)), {
      ...{ myshopifyDomain, gate: null, period: { ...NO_PERIOD, days: '7' } },
      ...over,
    })

  test('default: the days of the shop, their sum, and the period before, read at once', async () => {
    const { days, totals, before, today, gate } = await load('2026-01-01')
    expect(asked).toEqual([{ shopId: shop.id, gate: 0, from: '2026-02-17', to: '2026-03-02' }])
    expect(today).toBe('2026-03-02')
    expect(days.map(({ unlocks }) => unlocks)).toEqual([2, 0, 0, 0, 0, 0, 1])
    expect([totals.unlocks, totals.refused, before?.refused, gate]).toEqual([3, 0, 9, null])
  })

  test('behavior: without a whole period before there is nothing to compare with', async () => {
    expect((await load('2026-02-18')).before).toBeNull()
    expect((await load(null)).before).toBeNull()
  })

  test('behavior: a gate by its name', async () => {
    expect((await load('2026-01-01', { gate: 82 })).gate).toEqual({ number: 82, name: 'Owls' })
  })

  test('refuses: a gate that the shop does not have (ERR_GATE_NOT_FOUND)', async () => {
    await expect(load(null, { gate: 83 })).rejects.toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
  })

  test('refuses: a period that nobody can mean (ERR_QUERY_INVALID)', async () => {
    const period = { ...NO_PERIOD, days: '9000' }
    await expect(load(null, { period })).rejects.toMatchObject({ code: 'ERR_QUERY_INVALID' })
  })
})

test('loadRecentNumbers: the last thirty days of the whole shop', async () => {
  const asked: object[] = []
  const { days, firstDay } = await loadRecentNumbers(
    open({
      listCounts: async (parameters) => {
        asked.push(parameters)
        return []
      },
      findFirstDay: async () => null,
    }),
    { shop },
  )
  expect(asked).toEqual([{ shopId: shop.id, gate: 0, from: '2026-01-02', to: '2026-03-02' }])
  expect([days.length, firstDay]).toEqual([30, null])
})

describe('listUnlocks', () => {
  const list = (numbers: Partial<NumbersPort>, wallet = '') =>
    listUnlocks(open(numbers), {
      ...{ myshopifyDomain, gate: null, outcome: null, wallet, before: null, limit: 50 },
      period: { ...NO_PERIOD, from: '2026-03-01', until: '2026-03-01' },
    })
  const NONE = { events: [], next: null }

  test('default: the instants of the days of the shop', async () => {
    const asked: Parameters<NumbersPort['listEvents']>[0][] = []
    const listEvents: NumbersPort['listEvents'] = async (parameters) => {
      asked.push(parameters)
      return NONE
    }
    await list({ listEvents })
    expect(asked).toMatchObject([
      {
        from: Date.parse('2026-03-01T00:00:00+01:00') / 1000,
        until: Date.parse('2026-03-02T00:00:00+01:00') / 1000,
        ...{ addresses: null, outcomes: expect.arrayContaining(['open', 'unchecked']) },
      },
    ])
  })

  test('behavior: characters that no address begins or ends with are looked for in the middle', async () => {
    const asked: unknown[] = []
    const numbers: Partial<NumbersPort> = {
      findAddresses: async () => [],
      findAddressesWithin: async (parameters) => {
        asked.push(parameters)
        return [holder]
      },
      listEvents: async ({ addresses }) => {
        asked.push(addresses)
        return NONE
      },
    }
    expect((await list(numbers, 'ABCD')).isWithin).toBe(true)
    expect(asked).toEqual([
      {
        ...{ shopId: shop.id, parts: ['ABCD', 'abcd'], newest: MOST_SEARCHED, limit: MOST_WALLETS + 1 },
        from: Date.parse('2026-03-01T00:00:00+01:00') / 1000,
        until: Date.parse('2026-03-02T00:00:00+01:00') / 1000,
      },
      [holder],
    ])
    // With a start, an end, or both there is no middle to look at.
    asked.length = 0
    for (const text of ['0xabcd', 'ab…cd']) expect((await list(numbers, text)).isWithin).toBe(false)
    expect(asked).toEqual([[], []])
  })

  test('behavior: a part that too many wallets have is told, and the first of them are shown', async () => {
    const asked: (readonly string[] | null)[] = []
    const many = Array.from({ length: MOST_WALLETS + 1 }, (_, i) => `wallet ${i}`)
    const { isCut } = await list(
      {
        findAddresses: async () => many,
        listEvents: async ({ addresses }) => {
          asked.push(addresses)
          return NONE
        },
      },
      '0xabcd',
    )
    expect([isCut, asked]).toEqual([true, [many.slice(0, MOST_WALLETS)]])
  })

  test.each([
    [{ kind: 'found', address: holder } as const, [[holder], undefined]],
    [{ kind: 'none' } as const, [[], 'No wallet has set this name.']],
    [{ kind: 'unread' } as const, [[], 'This name could not be looked up just now. Search for the address.']],
  ])('behavior: a name is looked up: %j', async (answer, expected) => {
    const asked: unknown[] = []
    const listEvents: NumbersPort['listEvents'] = async ({ addresses }) => {
      asked.push(addresses)
      return NONE
    }
    const names: string[][] = []
    const ctx: FlowContext = {
      ...open({ listEvents }),
      readEnsAddresses: async (question) => {
        names.push([...question.names])
        return [answer]
      },
    }
    const { refusedSearch } = await listUnlocks(ctx, {
      ...{ myshopifyDomain, gate: null, outcome: null, wallet: ' anna.eth ', before: null, limit: 5 },
      period: NO_PERIOD,
    })
    expect([names, [asked[0], refusedSearch?.message]]).toEqual([[['anna.eth']], expected])
  })

  test('refuses: a part that is too short, with nothing found (ERR_QUERY_INVALID)', async () => {
    const { refusedSearch, events } = await list({ listEvents: async () => NONE }, 'abc')
    expect([refusedSearch?.code, events]).toEqual(['ERR_QUERY_INVALID', []])
  })
})
