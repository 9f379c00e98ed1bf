import type { ShopId } from '../../app/core/gate/types.ts'
import { NO_ACTION } from '../../app/core/settlement/chooseAction.ts'
import type { Database } from '../../app/db/database.ts'
import { findMigrations } from '../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../app/db/openPostgres.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { findCustomers } from '../../app/flows/customers/findCustomers.ts'
import { listTaggedGates } from '../../app/flows/customers/listTaggedGates.ts'
import { listGateChanges } from '../../app/flows/gates/listGateChanges.ts'
import { listOrderFigures } from '../../app/flows/orders/listOrderFigures.ts'
import { listRedemptions } from '../../app/flows/orders/listRedemptions.ts'
import { loadCustomer } from '../../app/flows/privacy/loadCustomer.ts'
import { findShopProblems } from '../../app/flows/shops/findShopProblems.ts'
import { listExclusiveProducts } from '../../app/flows/shops/listExclusiveProducts.ts'
import { loadHome } from '../../app/flows/shops/loadHome.ts'
import { listStaffPasses } from '../../app/flows/staffPasses/listStaffPasses.ts'
import { makeStores } from '../db/makeStores.ts'
import { runLong } from '../db/runLong.ts'
import { sampleDraft, sampleShop } from '../db/samples.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'
import { median } from './compare.ts'
import { countRounds, isOnce } from './rounds.ts'
import type { BenchRow } from './row.ts'

export const GATES = 2_000
const ORDERS = isOnce ? 2_000 : 100_000
export const START = 1_780_000_000
const ROUNDS = 7
/** The longest that any page may take of the server, in milliseconds. */
const MOST_MS = 300
const BUSY = `0x${'ab'.repeat(20)}`

type Page = (ctx: FlowContext, shop: { id: ShopId; myshopifyDomain: string }) => Promise<unknown>
const orders =
  (filter: Partial<Parameters<typeof listOrderFigures>[1]>): Page =>
  (ctx, { myshopifyDomain }) =>
    listOrderFigures(ctx, { myshopifyDomain, ...filter })
const uses =
  (filter: Partial<Parameters<typeof listRedemptions>[1]>): Page =>
  (ctx, { myshopifyDomain }) =>
    listRedemptions(ctx, { myshopifyDomain, ...filter })

/** What the server does for pages of the admin, Shopify's answers apart. A filter that finds little reads the most. */
export const composePages = (count: number): Readonly<Record<string, Page>> => ({
  home: (ctx, { myshopifyDomain }) => loadHome(ctx, { myshopifyDomain }),
  'problems of the shop': (ctx, { myshopifyDomain }) => findShopProblems(ctx, { myshopifyDomain }),
  'what an uninstall opens': async (ctx, { myshopifyDomain }) =>
    listExclusiveProducts(ctx, { shop: await ctx.shops.load(myshopifyDomain) }),
  orders: orders({}),
  'orders, in the middle': orders({ before: { orderedAt: START + count / 2, orderId: 1 } }),
  'orders, of an outcome that few have': orders({ outcome: 'duplicate' }),
  'orders, of a name that none has': orders({ name: 'nobody' }),
  'orders, of a name that some begin with': orders({ name: '#77' }),
  'orders, of a gate that few name': orders({ gate: 7 }),
  'orders, of a gate that none names': orders({ gate: GATES + 1 }),
  redemptions: uses({}),
  'redemptions, in the middle': uses({ before: BigInt(Math.floor(count / 2)) }),
  'redemptions, of a state that none has': uses({ state: 'lapsed' }),
  'redemptions, of a gate and a state that few have': uses({ gate: 7, state: 'released' }),
  'history of all gates': (ctx, { myshopifyDomain }) => listGateChanges(ctx, { myshopifyDomain }),
  'history of all gates, in the middle': (ctx, { myshopifyDomain }) =>
    listGateChanges(ctx, { myshopifyDomain, before: String(count / 2) }),
  'history of a gate': (ctx, { myshopifyDomain }) => listGateChanges(ctx, { myshopifyDomain, gate: 7 }),
  customers: (ctx, { myshopifyDomain }) =>
    Promise.all([
      listTaggedGates(ctx, { myshopifyDomain }),
      findCustomers(ctx, { myshopifyDomain, asked: {} }),
    ]),
  'customers, of a wallet': (ctx, { myshopifyDomain }) =>
    findCustomers(ctx, { myshopifyDomain, asked: { wallet: BUSY } }),
  'what is stored of a customer': (ctx, { myshopifyDomain }) =>
    loadCustomer(ctx, { myshopifyDomain, customerId: '77' }),
  'passes of a gate': (ctx, { myshopifyDomain }) => listStaffPasses(ctx, { myshopifyDomain, number: 7 }),
})

/** Measure what pages of the admin cost in a shop of 2,000 gates, 100,000 orders, uses, changes and customers. */
export async function benchLargeShop(): Promise<BenchRow[]> {
  const server = await startPostgres()
  const db = await openPostgres({ url: server.url, migrations: findMigrations() })
  try {
    const stores = makeStores(db)
    const shop = sampleShop()
    await fillLargeShop({ db, stores, shop, count: ORDERS })
    await db.hot.query('analyze', 'ANALYZE', [])
    const ctx = { ...stores, ...OUTSIDE, now: () => START + ORDERS } as unknown as FlowContext
    const rows: BenchRow[] = []
    for (const [name, page] of Object.entries(composePages(ORDERS))) {
      const times: number[] = []
      for (let round = 0; round < countRounds(ROUNDS); round++) {
        const started = performance.now()
        await page(ctx, shop)
        times.push(performance.now() - started)
      }
      const ours = median(times)
      const row = { name: `${name}, of a large shop, PostgreSQL`, ours, yardstick: MOST_MS, unit: 'ms' }
      rows.push({ ...row, ratio: ours / MOST_MS, bar: '≤ 1', holds: ours <= MOST_MS })
    }
    return rows
  } finally {
    await db.close()
    await server.close()
  }
}

/** Shopify and the storefront answer at once, that nothing is wrong. */
export const OUTSIDE = {
  shopify: {
    hasScope: async () => true,
    canReadOrders: async () => true,
    readFunctions: async () => [],
    readDiscounts: async () => [],
    findValidations: async () => [],
    listSubscriptions: async () => [],
    readProducts: async (ids: readonly number[]) =>
      ids.map((id) => ({
        id,
        title: `P${id}`,
        handle: `p${id}`,
        imageUrl: null,
        storeUrl: null,
        status: 'ACTIVE',
      })),
  },
  readProductPage: async () => ({ hasBlock: true, findsCards: true }),
  hashPersonal: (text: string) => text,
  readEnsAddresses: async () => [],
}

/** Fill a shop with gates, orders, uses, changes and customers. */
export async function fillLargeShop({
  db,
  stores,
  shop,
  count,
}: {
  db: Database
  stores: ReturnType<typeof makeStores>
  shop: ReturnType<typeof sampleShop>
  /** Orders, uses, changes, answers and entries of the log; at most 20,000 customers. */
  count: number
}): Promise<void> {
  const shopId = shop.id
  await stores.shops.save(shop)
  await stores.shops.set({ shopId, enforcement: { level: 'functions' } })
  const draft = { ...sampleDraft({ name: 'Gate 1' }), limits: { perWallet: 1, perToken: null, total: null } }
  await stores.gates.create({ actor: 'system', shopId, draft, profile: 0, at: START })
  await stores.settlements.save({
    ...{ shopId, orderId: 1, name: '#1', orderedAt: START, cartToken: null, customerId: 1, isTold: true },
    settlement: {
      ...{
        outcome: 'committed',
        wholeOutcome: 'none',
        reasons: [],
        gates: [],
        grants: [],
        isCancelled: false,
      },
      lines: [{ lineId: 71, outcome: 'unproved', gates: [1], closedGates: [], reasons: [] }],
      ...{ rechecks: [], holders: [] },
    },
    ...{ waitsUntil: null, action: NO_ACTION, expected: null, shares: [], seenAt: START, at: START },
  })
  const series = `generate_series(2, ${count}) AS n`
  const gate = `(1 + n % ${GATES})`
  for (const sql of [
    `INSERT INTO gate SELECT (jsonb_populate_record(gate, jsonb_build_object('number', n, 'name', 'Gate ' || n,
      'written_product_ids', jsonb_build_array(n)))).* FROM gate CROSS JOIN generate_series(2, ${GATES}) AS n`,
    `INSERT INTO gate_change (shop_id, number, at, actor, draft) SELECT shop_id, ${gate}, ${START} + n, 'staff:' || n % 9, draft
      FROM gate_change CROSS JOIN ${series}`,
    `INSERT INTO settlement SELECT (jsonb_populate_record(settlement, jsonb_build_object('order_id', n, 'name', '#' || n,
      'ordered_at', ${START} + n, 'outcome', CASE n % 1000 WHEN 0 THEN 'duplicate' ELSE 'committed' END,
      'detail', jsonb_set(jsonb_set(detail, '{customerId}', to_jsonb((n % 20000)::text)), '{lines,0,gates}',
        jsonb_build_array(${gate}))))).* FROM settlement CROSS JOIN ${series}`,
    `INSERT INTO "grant" (id, shop_id, visit_id, carrier, gates, buyer, until, ends_at, state, opened_at, order_id)
      SELECT 'g' || n, $1::bigint, 'v' || n, 'c', '[]', (n % 20000)::text, 'u', ${START} + n, 'paid', ${START}, n FROM ${series}`,
    `INSERT INTO reservation (shop_id, gate, revision, visit_id, state, units, ends_at, order_id, created_at, updated_at)
      SELECT $1::bigint, ${gate}, 1, 'v' || n, CASE n % 5000 WHEN 6 THEN 'released' ELSE 'committed' END,
        '[{"kind": "wallet", "key": "${BUSY}", "slot": 1}]', 0, n, ${START}, ${START} FROM ${series}`,
    `INSERT INTO gate_use (shop_id, gate, committed) SELECT shop_id, gate, count(*) FROM reservation
      WHERE state = 'committed' GROUP BY 1, 2`,
    `INSERT INTO order_word (shop_id, word, ordered_at, order_id)
      SELECT shop_id, convert_to('name ' || order_id, 'UTF8'), ordered_at, order_id FROM settlement
      UNION ALL SELECT shop_id, convert_to('gate ' || (detail->'lines'->0->'gates'->>0), 'UTF8'), ordered_at, order_id FROM settlement
      UNION ALL SELECT shop_id, convert_to('customer ' || (detail->>'customerId'), 'UTF8'), ordered_at, order_id FROM settlement
      ON CONFLICT DO NOTHING`,
    `INSERT INTO audit_entry (shop_id, at, actor, action, order_id) SELECT $1::bigint, ${START} + n, 'system', 'order.released', n
      FROM ${series}`,
    `INSERT INTO customer_gate (shop_id, customer_id, gate, linked_at, checked_at, next_check_at, needs_write)
      SELECT $1::bigint, n % 20000, ${gate}, ${START} + n, 0, ${START} + n, false FROM ${series} ON CONFLICT DO NOTHING`,
    `INSERT INTO customer_wallet (shop_id, address, only_on, customer_id, proven_at)
      SELECT $1::bigint, CASE n WHEN 77 THEN '${BUSY}' ELSE '0x' || md5(n::text) END, '', n, 0 FROM ${series} WHERE n < 20000`,
    `INSERT INTO staff_pass (id, shop_id, gate, units, note, actor, created_at, ends_at)
      SELECT 'pass-' || md5(n::text), $1::bigint, 7, 1, '', 'staff:1', ${START} + n, 0 FROM ${series} WHERE n < 10000`,
    `INSERT INTO unlock_event (shop_id, visit_id, at, gate, revision, outcome, detail)
      SELECT $1::bigint, 'v' || n, ${START} + n, ${gate}, 1, 'open', '{"v": 1}' FROM ${series}`,
  ])
    await runLong(db, sql, sql.includes('$1') ? [shopId] : [])
}
