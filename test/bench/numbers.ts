import type { ShopId } from '../../app/core/gate/types.ts'
import { ANSWER_OUTCOMES, MOST_SEARCHED } from '../../app/core/numbers/types.ts'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { createNumbersPort } from '../../app/db/numbers.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import type { NumbersPort } from '../../app/ports/numbers.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { median } from './compare.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

const LARGE = { shopId: 70_000_000_001n as ShopId, events: isOnce ? 20_000 : 1_000_000, gates: 2_000 }
const SMALL = { shopId: 70_000_000_002n as ShopId, events: 1_000, gates: 2 }
const START = 1_780_000_000
const DAYS = 90
const ROUNDS = 15
/** How much longer the large shop may take. */
const BAR = 3
/** The longest that any list may take, in milliseconds. */
const MOST_MS = 300
const BUSY = `0x${'ab'.repeat(20)}`
const EVENTS = {
  outcomes: ANSWER_OUTCOMES,
  from: 0,
  until: START * 2,
  addresses: null,
  before: null,
  limit: 50,
}

type Shop = typeof LARGE
type Read = (numbers: NumbersPort, shop: Shop) => Promise<{ readonly length: number }>
const list =
  (over: (shop: Shop) => Partial<Parameters<NumbersPort['listEvents']>[0]>): Read =>
  async (numbers, shop) =>
    (await numbers.listEvents({ shopId: shop.shopId, gate: null, ...EVENTS, ...over(shop) })).events

/**
 * What pages read, and how many rows of the answer there must be. `most`: how much longer the large shop may take, if it
 * reads more of the log by design.
 */
const READS: Readonly<
  Record<string, { readonly read: Read; readonly least: number; readonly most?: number }>
> = {
  'numbers of 90 days': {
    read: (numbers, { shopId }) =>
      numbers.listCounts({ shopId, gate: 0, from: '2026-01-01', to: '2026-12-31' }),
    least: DAYS * 2,
  },
  'newest page of the log': { read: list(() => ({})), least: 50 },
  'middle of the log': {
    read: list(({ events }) => ({ before: { at: START + events / 2, id: '0' } })),
    least: 50,
  },
  'log of a wallet in every second answer': { read: list(() => ({ addresses: [BUSY] })), least: 50 },
  'wallets by a part of the address': {
    read: (numbers, { shopId }) =>
      numbers.findAddresses({ shopId, ends: { start: '0xabab', end: '' }, limit: 21 }),
    least: 1,
  },
  'wallets by the middle of the address': {
    read: (numbers, { shopId }) =>
      numbers.findAddressesWithin({
        ...{ shopId, parts: ['ababab'], from: 0, until: START * 2, newest: MOST_SEARCHED, limit: 21 },
      }),
    least: 1,
    most: (2 * MOST_SEARCHED) / SMALL.events,
  },
}

/** Measure what Analytics reads in a shop of 2,000 gates and 1,000,000 answers, against one of 2 and 1,000. */
export async function benchNumbers(): Promise<BenchRow[]> {
  const server = await startPostgres()
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  try {
    for (const shop of [LARGE, SMALL]) await fill(db, shop)
    await db.hot.query('analyze', 'ANALYZE', [])
    const numbers = createNumbersPort({ db })
    const rows: BenchRow[] = []
    for (const [name, { read, least, most = BAR }] of Object.entries(READS))
      rows.push(await race({ numbers, name, read, least, most }))
    return rows
  } finally {
    await db.close()
    await server.close()
  }
}

async function race(parameters: {
  numbers: NumbersPort
  name: string
  read: Read
  least: number
  most: number
}): Promise<BenchRow> {
  const { numbers, name, read, least, most } = parameters
  const time = async (shop: Shop) => {
    const started = performance.now()
    const { length } = await read(numbers, shop)
    const ms = performance.now() - started
    if (length < least) throw new Error(`${name}: ${length} rows instead of ${least}.`)
    return ms
  }
  for (const shop of [LARGE, SMALL]) await time(shop)
  const [large, small]: [number[], number[]] = [[], []]
  for (let round = 0; round < countRounds(ROUNDS); round++) {
    large.push(await time(LARGE))
    small.push(await time(SMALL))
  }
  const [ours, yardstick] = [median(large), median(small)]
  const ratio = ours / yardstick
  return {
    name: `${name}, 1,000,000 answers against 1,000, PostgreSQL without fsync`,
    ...{ ours, yardstick, unit: 'ms', ratio },
    bar: `≤ ${most}, and ≤ ${MOST_MS} ms`,
    holds: ratio <= most && ours <= MOST_MS,
  }
}

/** Fill a shop: answers one second apart, half of them of one wallet, and counters of every gate and day. */
async function fill(db: Database, { shopId, events, gates }: Shop): Promise<void> {
  await db.hot.query(
    'fill_events',
    `INSERT INTO unlock_event (shop_id, visit_id, at, gate, revision, outcome, detail)
    SELECT $1::bigint, 'visit' || n, ${START} + n, 1 + n % $3::int, 1, CASE n % 4 WHEN 0 THEN 'open' ELSE 'unmet' END, '{"v": 1}'
    FROM generate_series(1, $2::int) AS n`,
    [shopId, events, gates],
  )
  await db.hot.query(
    'fill_wallets',
    `INSERT INTO unlock_wallet (shop_id, address, backwards, at, event_id)
    SELECT shop_id, convert_to(wallet, 'UTF8'), convert_to(reverse(wallet), 'UTF8'), at, id FROM unlock_event
    CROSS JOIN LATERAL (SELECT CASE id % 2 WHEN 0 THEN $2::text ELSE '0x' || substr(md5(id::text) || md5(at::text), 1, 40) END AS wallet) AS one
    WHERE shop_id = $1::bigint`,
    [shopId, BUSY],
  )
  await db.hot.query(
    'fill_days',
    `INSERT INTO gate_day (shop_id, gate, day_on, kind, count)
    SELECT $1::bigint, gate, to_char(date '2026-01-01' + n, 'YYYY-MM-DD'), kind, 5
    FROM generate_series(0, $2::int) AS gate, generate_series(0, $3::int) AS n, unnest(ARRAY['open', 'unmet']) AS kind`,
    [shopId, gates, DAYS - 1],
  )
}
