import type { Gate, ShopId } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { fillNews, NEWS_TABLES } from './fillNews.ts'
import type { Sales } from './openSales.ts'

/** How large a database is made. */
export type Size = {
  /** Unlocks, orders, reservations, redemptions, changes and customers, over all shops. */
  readonly rows: number
  /** Gates and lists, over all shops. */
  readonly gates: number
  readonly lists: number
  readonly shops: number
}

/** Seconds over which the past is spread; a log keeps 90 days. */
const SPAN = 80 * 86_400
const LISTED = 1_000
const ORDER = 5_000_000_000_000
const CUSTOMER = 7_000_000_000_000
/** Tables whose rows follow from the others, and those that a request leaves for minutes. */
const DERIVED = ['gate_day', 'gate_use', 'order_word', 'total_slot', 'job', 'rate_limit', 'nonce'] as const
/** Each is copied for each gate, and the others for each order. */
const OF_GATES = ['gate', 'gate_revision', 'gate_standing'] as const
export const OF_ORDERS = [
  ...['visit', 'grant', 'reservation', 'redemption', 'settlement', 'order_gate', 'unlock_event'],
  ...['unlock_wallet', 'gate_holder', 'audit_entry', 'customer_gate', 'customer_wallet', 'gate_change'],
] as const
export const TABLES = [...OF_GATES, ...OF_ORDERS, ...DERIVED]

type Filling = {
  readonly db: Database
  readonly sales: Sales
  readonly size: Size
  /** Runs a statement for as long as it takes; by default as a request does, for thirty seconds at most. */
  readonly run?: Run
  /** Whether indexes are made at the end, as compact as they are never in use. */
  readonly isFast?: boolean
}

/**
 * Fill a database with the rows of many sales: one that the flows make, and copies of all of its rows, in which only
 * ids, numbers and times differ. The shop of the sales is the first of `size.shops`. Returns its gate that the flows made.
 */
export async function fillRows({ db, sales, size, ...given }: Filling) {
  const { shop } = sales.world
  const run: Run = given.run ?? ((sql, values = []) => db.hot.query(`fill_${++statements}`, sql, values))
  const gatesOfShop = Math.max(1, Math.ceil(size.gates / size.shops))
  const places = Math.ceil(size.rows / (gatesOfShop * size.shops)) + 500
  const gate = await sales.makeGate(places)
  await sell(sales, gate)
  // Without, they grow as in use: for those who measure how large they are.
  const indexes = given.isFast ? await dropIndexes(run) : []
  const [ids = {}] = await run(IDS, [shop.id])
  const copy = createCopy({ shopId: shop.id, size, gatesOfShop, ids: ids as Ids })
  await copyShops({ run, shopId: shop.id, shops: size.shops })
  // The others refer to gates.
  for (const table of OF_GATES) await copyTable({ run, copy, table, of: 'gates' })
  const copyOrders = (some: readonly string[]) =>
    Promise.all(some.map((table) => copyTable({ run, copy, table, of: 'orders' })))
  // Its rows refer to those of another table.
  const [later, first] = [['unlock_wallet'], OF_ORDERS.filter((table) => table !== 'unlock_wallet')]
  await copyOrders(first)
  await copyOrders(later)
  await fillNews({ run, shopId: shop.id, shops: size.shops, rows: size.rows, now: sales.world.now })
  await Promise.all([...fillDerived({ run, copy, places }), fillLists({ run, shopId: shop.id, size })])
  for (const table of ['reservation', 'unlock_event', 'audit_entry', 'gate_change'])
    await run(`SELECT setval('${table}_id_seq', (SELECT max(id) FROM ${table}))`)
  await Promise.all(indexes.map((index) => run(index)))
  await run('VACUUM (ANALYZE)')
  return gate
}

/** Drop what is faster made over all rows than row by row, and return what makes it again. Keys stay. */
async function dropIndexes(run: Run): Promise<string[]> {
  const found = await run(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made
      FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
      WHERE NOT indisunique AND relname IN (${[...TABLES, ...NEWS_TABLES].map((table) => `'${table}'`).join(', ')})`,
  )
  for (const { name } of found) await run(`DROP INDEX ${name}`)
  return found.map(({ made }) => String(made))
}

let statements = 0

/** One purchase of a signed-in customer, who gets the gate's tag, and what staff noted about it. */
async function sell({ world, unlock, settle, tag }: Sales, gate: Pick<Gate, 'number'>): Promise<void> {
  const bought = await unlock(gate, String(CUSTOMER))
  await settle({ ...bought, id: ORDER, customerId: CUSTOMER })
  await tag(gate)
  const about = { gate: null, reservationId: null, orderId: BigInt(ORDER), detail: {} }
  await world.ports.audit.add({
    shopId: world.shop.id,
    entry: { at: world.now, actor: 'staff:1', action: 'order.released', ...about },
  })
}

type Run = (
  sql: string,
  values?: readonly (string | number | bigint)[],
) => Promise<readonly Record<string, unknown>[]>
type Copy = ReturnType<typeof createCopy>

/** The ids of the purchase that the flows made. */
type Ids = { readonly visit: string; readonly wallet: string; readonly paid: string; readonly other: string }

/** SQL of the n-th copy of a row `t`. Of equal ids it makes equal ones, whatever the table. */
function createCopy(parameters: { shopId: ShopId; size: Size; gatesOfShop: number; ids: Ids }) {
  const { shopId, size, gatesOfShop, ids } = parameters
  const { rows, shops } = size
  const step = Math.max(1, Math.floor(SPAN / rows))
  const age = `(${rows} - n) * ${step}::bigint`
  const gate = `(1 + n / ${shops} % ${gatesOfShop})`
  // The end of the template's own digits makes up for what is missing.
  const hex = (text: string) => `substr(md5(${text} || n) || ${text}, 1, length(${text}))`
  const address = (text: string) => `'0x' || ${hex(`substr(${text}, 3)`)}`
  return {
    ...{ shopId, size, gatesOfShop, ids, age, gate, hex, address },
    shop: `(CASE n % ${shops} WHEN 0 THEN ${shopId}::bigint ELSE ${shopId}::bigint + 1000000 + n % ${shops} END)`,
    slot: `(1 + n / ${shops * gatesOfShop})`,
    day: (text: string) => `to_char(${text}::date - (${age} / 86400)::int, 'YYYY-MM-DD')`,
  }
}

/** What a copy names instead of the ids and numbers that JSON of the template's rows names; `sample` is that JSON. */
const composeJson = (copy: Copy, text: string, sample: string): string => {
  const { gate, slot, ids } = copy
  const changes: [from: string, to: string][] = [
    ['"gate": 1', `'"gate": ' || ${gate}`],
    ['[1]', `'[' || ${gate} || ']'`],
    ['"kind": "total", "slot": 1', `'"kind": "total", "slot": ' || ${slot}`],
    ['[8101]', `'[' || 8100 + ${gate} || ']'`],
    [String(CUSTOMER), `(${CUSTOMER} + n)::text`],
    [ids.wallet, copy.address(`'${ids.wallet}'`)],
    ...[ids.visit, ids.paid, ids.other].map((id): [string, string] => [id, copy.hex(`'${id}'`)]),
  ]
  const found = changes.filter(([from]) => from !== '' && sample.includes(from))
  if (found.length === 0) return text
  return `${found.reduce((sql, [from, to]) => `replace(${sql}, '${from}', ${to})`, `${text}::text`)}::jsonb`
}
const IDS = `SELECT reservation.visit_id AS visit, units->0->>'key' AS wallet,
    (SELECT id FROM "grant" WHERE visit_id = reservation.visit_id AND state = 'paid' ORDER BY id LIMIT 1) AS paid,
    COALESCE((SELECT id FROM "grant" WHERE visit_id = reservation.visit_id ORDER BY id DESC LIMIT 1), '') AS other
  FROM reservation WHERE shop_id = $1::bigint ORDER BY id LIMIT 1`

const AGED =
  /^(at|ordered_at|settled_at|updated_at|created_at|opened_at|ends_at|linked_at|checked_at|next_check_at|signed_at|used_at|proven_at)$/

/** A column of the n-th copy. */
function composeColumn(parameters: {
  copy: Copy
  table: string
  column: string
  type: string
  of: string
  sample: string
}) {
  const { copy, table, column, type, of, sample } = parameters
  const t = `t."${column}"`
  const bytes = (text: string) => `convert_to(${text}, 'UTF8')`
  const special: Readonly<Record<string, string>> = {
    'unlock_wallet.address': bytes(copy.address(`convert_from(t.address, 'UTF8')`)),
    'unlock_wallet.backwards': bytes(`reverse(${copy.address(`convert_from(t.address, 'UTF8')`)})`),
    'gate_holder.fingerprint': `decode(${copy.hex(`encode(t.fingerprint, 'hex')`)}, 'hex')`,
    'unlock_event.holder': `decode(${copy.hex(`encode(t.holder, 'hex')`)}, 'hex')`,
    'redemption.key': copy.address('t.key'),
    'customer_wallet.address': copy.address('t.address'),
    'customer_gate.own_tag': `'Gate ' || ${copy.gate}`,
    'customer_gate.asked_tag': `'Gate ' || ${copy.gate}`,
    'settlement.name': `'#' || ${ORDER} + n`,
    'gate.name': `'Gate ' || ${copy.gate}`,
    'gate.draft_id': 'NULL',
    'gate.created_at': t,
    'gate.updated_at': t,
    'gate.subject': `replace(t.subject::text, '8101', (8100 + ${copy.gate})::text)::jsonb`,
    'gate_revision.subject': `replace(t.subject::text, '8101', (8100 + ${copy.gate})::text)::jsonb`,
    'visit.expires_at': `t.expires_at - (${copy.size.rows} - n) * 172800::bigint / ${copy.size.rows}`,
  }
  const named: Readonly<Record<string, string>> = {
    shop_id: copy.shop,
    gate: `CASE ${t} WHEN 0 THEN 0 ELSE ${copy.gate} END`,
    number: copy.gate,
    order_id: `${t} + n`,
    customer_id: `${t} + n`,
    reservation_id: `${t} + n`,
    event_id: `${t} + n`,
    product_id: `${t} + ${copy.gate} - 1`,
    variant_id: `${t} + ${copy.gate} - 1`,
    visit_id: copy.hex(t),
    token_hash: copy.hex(t),
    cart_token: `${copy.hex(`split_part(${t}, '?', 1)`)} || '?' || split_part(${t}, '?', 2)`,
    id: type === 'text' ? copy.hex(t) : `${t} + n * t.copied_rows`,
    day_on: copy.day(t),
    first_on: copy.day(t),
    last_on: copy.day(t),
  }
  const own = special[`${table}.${column}`] ?? named[column]
  if (own !== undefined) return own
  if (of === 'gates' || table === 'gate_change')
    return column === 'at' && table === 'gate_change' ? `${t} - ${copy.age}` : t
  if (type === 'jsonb') return composeJson(copy, t, sample)
  return AGED.test(column) ? `${t} - ${copy.age}` : t
}

/** Copy each row of the first shop, for each gate or order. */
async function copyTable(parameters: { run: Run; copy: Copy; table: string; of: 'gates' | 'orders' }) {
  const { run, copy, table, of } = parameters
  const { size, gatesOfShop, shopId } = copy
  const columns = await run(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = '${table}' ORDER BY ordinal_position`,
  )
  const names = columns.map(({ name }) => `"${String(name)}"`)
  const [sample = {}] = await run(
    `SELECT ${names.map((name) => `string_agg(${name}::text, ' ') AS ${name}`).join(', ')}
      FROM "${table}" WHERE shop_id = $1::bigint`,
    [shopId],
  )
  const values = columns.map(({ name, type }) => {
    const column = String(name)
    return composeColumn({ copy, table, column, type: String(type), of, sample: String(sample[column]) })
  })
  // The first gate of the first shop is the template.
  const count = of === 'gates' ? size.shops * gatesOfShop : size.rows
  await run(
    `INSERT INTO "${table}" (${names.join(', ')}) SELECT ${values.join(', ')}
      FROM (SELECT *, count(*) OVER () AS copied_rows FROM "${table}" WHERE shop_id = $1::bigint) AS t
      CROSS JOIN generate_series(1, ${count - 1}) AS n`,
    [shopId],
  )
}

async function copyShops({ run, shopId, shops }: { run: Run; shopId: ShopId; shops: number }) {
  for (const table of ['shop', 'proof_key']) {
    const columns = await run(
      `SELECT column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = '${table}'`,
    )
    const key = table === 'shop' ? 'id' : 'shop_id'
    const names = columns.map(({ name }) => String(name))
    const values = names.map((name) => {
      if (name === key) return `${shopId}::bigint + 1000000 + n`
      return name === 'myshopify_domain' ? `'copy-' || n || '-' || t."${name}"` : `t."${name}"`
    })
    await run(
      `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) SELECT ${values.join(', ')}
        FROM (SELECT * FROM ${table} WHERE ${key} = $1::bigint) AS t CROSS JOIN generate_series(1, ${shops - 1}) AS n`,
      [shopId],
    )
  }
}

/** What follows from the copies: places, counters and words, each as the flows keep them. */
function fillDerived({ run, copy, places }: { run: Run; copy: Copy; places: number }): Promise<unknown>[] {
  const { gatesOfShop } = copy
  return [
    fillPlaces({ run, copy, places }),
    run(
      `INSERT INTO order_word (shop_id, word, ordered_at, order_id)
        SELECT shop_id, convert_to('name ' || substr(name, 2), 'UTF8'), ordered_at, order_id FROM settlement
        UNION ALL SELECT shop_id, convert_to('gate ' || (detail->'gates'->0->>'gate'), 'UTF8'), ordered_at, order_id FROM settlement
        UNION ALL SELECT shop_id, convert_to('customer ' || (detail->>'customerId'), 'UTF8'), ordered_at, order_id FROM settlement
        ON CONFLICT DO NOTHING`,
    ),
    run(`UPDATE shop SET next_gate_number = ${gatesOfShop + 1}`),
    run('DELETE FROM gate_use').then(() =>
      run(
        `INSERT INTO gate_use (shop_id, gate, committed)
          SELECT shop_id, gate, count(*) FROM reservation WHERE state = 'committed' GROUP BY 1, 2`,
      ),
    ),
    run('DELETE FROM gate_day').then(() =>
      run(
        `INSERT INTO gate_day (shop_id, gate, day_on, kind, count, amount)
          SELECT shop_id, gate, day_on, 'order', count(*), sum(revenue) FROM order_gate GROUP BY 1, 2, 3
          UNION ALL SELECT event.shop_id, scope.gate, to_char(to_timestamp(at), 'YYYY-MM-DD'), outcome, count(*), 0
            FROM unlock_event AS event CROSS JOIN LATERAL (VALUES (event.gate), (0::bigint)) AS scope(gate) GROUP BY 1, 2, 3, 4`,
      ),
    ),
  ]
}

/** The places of each total: first those that a copy has, then free ones. */
async function fillPlaces({ run, copy, places }: { run: Run; copy: Copy; places: number }): Promise<void> {
  const { size, gatesOfShop, shopId } = copy
  await run(
    `INSERT INTO total_slot (shop_id, gate, slot, reservation_id)
      SELECT ${copy.shop}, ${copy.gate}, ${copy.slot}, t.id + n
      FROM (SELECT id FROM reservation WHERE shop_id = $1::bigint ORDER BY id LIMIT 1) AS t
      CROSS JOIN generate_series(1, ${size.rows - 1}) AS n
      ON CONFLICT (shop_id, gate, slot) DO UPDATE SET reservation_id = EXCLUDED.reservation_id`,
    [shopId],
  )
  const taken = Math.max(1, Math.floor((size.rows - 1) / (size.shops * gatesOfShop)))
  await run(
    `INSERT INTO total_slot (shop_id, gate, slot)
      SELECT shop_id, number, slot FROM gate CROSS JOIN generate_series(${taken}, ${places}) AS slot
      ON CONFLICT DO NOTHING`,
  )
}

async function fillLists({ run, shopId, size }: { run: Run; shopId: ShopId; size: Size }): Promise<void> {
  // The first is the first shop's, so that it has one.
  const other = `(n - 1) % ${size.shops}`
  const shop = `CASE ${other} WHEN 0 THEN $1::bigint ELSE $1::bigint + 1000000 + ${other} END`
  await run(
    `INSERT INTO list (id, shop_id, name, version, size, next_version, created_at, updated_at)
      SELECT md5('list' || n || $1::text)::uuid, ${shop}, 'List ' || n, 1, ${LISTED}, 2, 1790000000, 1790000000
      FROM generate_series(1, ${size.lists}) AS n`,
    [shopId],
  )
  await run(
    `INSERT INTO list_entry (list_id, version, hash)
      SELECT list.id, 1, decode(md5(list.id::text || n), 'hex') FROM list CROSS JOIN generate_series(1, ${LISTED}) AS n
      ON CONFLICT DO NOTHING`,
  )
}
