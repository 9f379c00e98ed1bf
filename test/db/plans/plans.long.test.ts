import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { KEPT_MESSAGE_DAYS } from '../../../app/core/message/limits.ts'
import { ANSWER_OUTCOMES } from '../../../app/core/numbers/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../../app/crypto/visitKeys.ts'
import { createSweep } from '../../../app/db/createSweep.ts'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { createNumbersPort } from '../../../app/db/numbers.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { queueCustomers } from '../../../app/flows/customers/queueCustomers.ts'
import { holdPending } from '../../../app/flows/orders/holdPending.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { composePages, fillLargeShop, GATES, OUTSIDE, START } from '../../bench/largeShop.ts'
import { fake } from '../../fakes/fake.ts'
import { type RunningPostgres, startPostgres } from '../../standin/postgres/startPostgres.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { engines } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { FIRST_RECEIVER } from '../million/fillNews.ts'
import { openWorld } from '../orders/openWorld.ts'
import { sampleAddress, sampleShop } from '../samples.ts'
import { DUE_JOBS, fillTables } from './fillTables.ts'
import { type Plan, readPlans, WATCH } from './readPlans.ts'

/**
 * How the statements of hot requests are carried out in a shop with 40,000 orders, unlocks, uses and visits, and 2,000
 * gates. PostgreSQL writes the plan of each statement that really ran, with its values and the rows that it read.
 */
/** With fewer, PostgreSQL rightly reads some tables whole. */
const ROWS = 40_000
const isThere = engines.some(({ name }) => name === 'PostgreSQL')
/** Tables whose rows are as many as a shop's settings, gates, staff and open work, not as its past. */
const SMALL: readonly string[] = [
  ...['shop', 'project', 'api_key', 'session', 'proof_key', 'signing_key', 'profile', 'guide', 'job'],
  ...[
    'gate',
    'gate_use',
    'gate_revision',
    'gate_standing',
    'list',
    'list_import',
    'customer_tag',
    'staff_member',
    'receiver',
    'till',
  ],
]
/** Rows of a growing table that one statement may read. Pages have fifty to 250 rows, sweeps delete a thousand. */
const MOST_ROWS = 2_500
/** Blocks of an index and its table for one look-up, and for each row that it finds. With more it walks along the index. */
const BLOCKS = { start: 60, loop: 8, row: 4 }
/** A table of fewer rows, which these tests do not fill, is read whole by any plan. */
const FEW_ROWS = 100
/** Statements that read more by design, by a part of their text. */
const BY_DESIGN: Readonly<Record<string, string>> = {
  'WITH named AS MATERIALIZED': 'looks through the names of the newest 10,000 orders',
  'FROM access_code WHERE shop_id = $1::bigint':
    'looks through the codes of two months, once per job of codes',
  'DELETE FROM "unlock_event"': 'reads one range of the index by time, which is of many rows',
}

const wallet = sampleAddress()
const EVENTS = { outcomes: ANSWER_OUTCOMES, from: 0, until: START * 2, before: null, limit: 50 } as const

describe.runIf(isThere)('the plans of hot statements', () => {
  let server: RunningPostgres
  let db: Database
  let stores: ReturnType<typeof makeStores>
  const shop = sampleShop()
  const listId = randomUUID()
  const shopId = shop.id
  beforeAll(async () => {
    server = await startPostgres()
    const first = await openPostgres({ url: server.url, migrations: findMigrations() })
    await fillLargeShop({ db: first, stores: makeStores(first), shop, count: ROWS })
    await makeStores(first).lists.create({ id: listId, shopId, name: 'VIP', at: START })
    // A world deletes every job when it opens.
    await openWorld({ db: first, record: shop })
    await fillTables({ db: first, shopId, listId, count: ROWS })
    // As autovacuum does: the index of the log by time is complete only afterwards.
    await first.hot.query('analyze', 'VACUUM (ANALYZE)', [])
    for (const [i, sql] of WATCH.entries()) await first.hot.query(`watch_${i}`, sql, [])
    await first.close()
    db = await openPostgres({ url: server.url, migrations: findMigrations() })
    stores = makeStores(db)
  }, 600_000)
  afterAll(async () => {
    await db?.close()
    await server?.close()
  })

  /** What is wrong with the plans: whole tables that were read, and statements that read too many rows. */
  function judge(plans: readonly Plan[]): string[] {
    const found = plans.flatMap(({ text, nodes }) => {
      const whole = text.replace(/\s+/g, ' ')
      if (Object.keys(BY_DESIGN).some((part) => whole.includes(part))) return []
      const short = whole.slice(0, 160)
      const growing = nodes.filter(({ table }) => table !== null && !SMALL.includes(table))
      const seen = growing.filter(({ kind, read }) => kind === 'Seq Scan' && read >= FEW_ROWS)
      const read = growing.reduce((sum, node) => sum + node.read, 0)
      const walked = growing.filter(
        (node) =>
          /^Index/.test(node.kind) &&
          node.blocks > BLOCKS.start + BLOCKS.loop * node.loops + BLOCKS.row * node.read,
      )
      return [
        ...seen.map(({ table }) => `reads all of ${table}: ${short}`),
        ...walked.map(({ index, blocks }) => `walks ${index} (${blocks} blocks): ${short}`),
        ...(read > MOST_ROWS
          ? [`reads ${read} rows (${growing.map((one) => one.index ?? one.kind).join(', ')}): ${short}`]
          : []),
      ]
    })
    return [...new Set(found)]
  }

  async function expectGood(run: () => Promise<unknown>): Promise<void> {
    const plans = await readPlans(server, run)
    expect(plans.length).toBeGreaterThan(0)
    expect(judge(plans)).toEqual([])
  }

  test('default: the check sees a table that is read whole, and one that is read by a bad index', async () => {
    const bad = await readPlans(server, async () => {
      await db.hot.query('bad_1', `SELECT * FROM visit WHERE wallets = '[1]'`, [])
      await db.hot.query(
        'bad_2',
        `SELECT name FROM settlement WHERE shop_id = $1 AND name = 'x' ORDER BY ordered_at`,
        [shopId],
      )
      // Rows are compared, and none is found: the plan says nothing of those that were passed.
      await db.hot.query(
        'bad_3',
        `SELECT id FROM reservation WHERE (shop_id, state, id) < ($1::bigint, 'lapsed', 9000000000)
          AND (shop_id, state, id) >= ($1::bigint, 'lapsed', 0) ORDER BY shop_id DESC, state DESC, id DESC LIMIT 51`,
        [shopId],
      )
    })
    expect(judge(bad).map((one) => one.split(':')[0])).toEqual(
      expect.arrayContaining([
        ...['reads all of visit', expect.stringMatching(/settlement|reads \d+ rows/)],
        expect.stringMatching(/^walks reservation_/),
      ]),
    )
  })

  test.each(Object.entries(composePages(ROWS)))('behavior: the page “%s”', async (_name, page) => {
    const ctx = { ...stores, ...OUTSIDE, now: () => START + ROWS } as unknown as FlowContext
    await expectGood(() => page(ctx, shop))
  })

  test('behavior: counters and log of Analytics', async () => {
    const numbers = createNumbersPort({ db })
    for (const gate of [0, 7]) {
      await expectGood(() => numbers.listCounts({ shopId, gate, from: '2026-09-01', to: '2026-10-31' }))
      await expectGood(() => numbers.findFirstDay({ shopId, gate }))
    }
    for (const gate of [null, 7])
      for (const addresses of [null, [wallet]])
        await expectGood(() => numbers.listEvents({ shopId, gate, ...EVENTS, addresses }))
    await expectGood(() => numbers.findAddresses({ shopId, ends: { start: '0xabcd', end: '' }, limit: 21 }))
    await expectGood(() => numbers.findOrderShares({ shopId, orderIds: [1, 2, 3] }))
  })

  test('behavior: a nonce, an unlock and a renewal of a limited gate', async () => {
    const world = await openOnLarge()
    const limits = { perWallet: 2, perToken: null, total: null }
    const gate = await world.makeGate({ limits, guard: 'open' })
    const key = makeVisitKey()
    const now = () => world.now
    const ctx = fake<FlowContext>({
      ...{ ...stores, now, limitFactor: 1, hashSecret, signProof, hashVisitKey, verifyRequestSignature },
      createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
      toChecksumAddress: (address) => address,
      recoverEvmAddress: () => wallet,
      canReadChain: () => true,
      readBalances: async ({ reads }) => reads.map((): Balance => ({ kind: 'read', amount: 5n, block: 1n })),
      readTokenIds: async () => null,
      listVaultSuggestions: async () => [],
    })
    const client = { myshopifyDomain: shop.myshopifyDomain, clientAddress: '192.0.2.1' as ClientAddress }
    const login = { ...client, requestedDomain: null, chain: 'ethereum' as ChainSlug, walletAddress: wallet }
    const wanted = {
      ...{ ...client, gates: [gate.number], lines: [{ productId: 8101, variantId: 9101 }] },
      ...{ cartToken: 'cart-1', customerId: null, vaults: [] },
    }
    await expectGood(async () => {
      const { value } = await issueNonce(ctx, { ...login, key: key.key })
      const signed = key.sign('/unlock', {}, now())
      const proof = { nonce: value, walletAddress: wallet, signature: '0xgood', signedMessage: null }
      const { session, gates } = await unlockGates(ctx, { ...wanted, ...proof, session: null, signed })
      expect(gates).toMatchObject([{ kind: 'open' }])
      await renewGates(ctx, { ...wanted, session, signed: key.sign('/renew', {}, now()) })
    })
  })

  test('behavior: orders that are settled alone and together, with a duplicate, and one that staff refund', async () => {
    const world = await openOnLarge()
    const gate = await world.makeGate({ limits: { perWallet: 2, perToken: 1, total: 500 } })
    const { proofs } = await world.unlock({ gates: [gate], tokens: ['ethereum:0xaa:1'] })
    const more = await world.unlock({ gates: [gate], tokens: ['ethereum:0xaa:2'], cartToken: null })
    const id = 10_000_000
    world.shopify.place({ id, proof: proofs.c })
    await expectGood(() => world.hear(id))
    expect(await world.outcome(id)).toBe('committed')
    for (const next of [id + 1, id + 2]) {
      world.shopify.place({ id: next, proof: more.proofs.c, createdAt: world.now + next - id })
      await world.ports.jobs.add({ shopId, kind: 'order', key: String(next), runAt: world.now })
    }
    await expectGood(() => world.work())
    expect([await world.outcome(id + 1), await world.outcome(id + 2)]).toEqual(['committed', 'duplicate'])
    const order = world.shopify.orders.get(id)
    if (order) world.shopify.orders.set(id, { ...order, cancelledAt: world.now })
    await expectGood(() => world.hear(id))
  })

  test('behavior: the queue of jobs, with thousands that are due', async () => {
    const { jobs } = (await openOnLarge()).ports
    await fillJobs()
    const at = START + ROWS
    await expectGood(async () => {
      const claimed = await jobs.claim({ at, lockSeconds: 60, limit: 24, together: ['order'] })
      const [first, ...rest] = claimed
      const lockedUntil = at + 60
      expect(claimed).toHaveLength(24)
      await jobs.renew({ jobs: claimed, lockedUntil, until: lockedUntil })
      if (first) await jobs.fail({ id: first.id, lockedUntil, error: 'no', runAt: at })
      await jobs.done({ jobs: rest.slice(0, 10), lockedUntil })
      await jobs.giveBack({ jobs: rest.slice(10), lockedUntil, error: 'no' })
      await jobs.add({ shopId, kind: 'order', key: '1', runAt: at })
      await jobs.list({ shopId, limit: 50 })
      await jobs.count({ at })
      await jobs.findBacklog({ shopId, kind: 'order', at })
      await jobs.ensure({ kind: 'reconcile', key: 'shop', runAt: at })
    })
  })

  test('behavior: sweeps of what has ended', async () => {
    const tables = ['nonce', 'visit', 'rate_limit', 'project_nonce', 'oauth_code', 'gate_request'] as const
    const others = [
      'revoked_token',
      'token_id_scan',
      'collection_stay',
      'unlock_event',
      'gate_holder',
    ] as const
    for (const table of [...tables, ...others, 'fault_count', 'grant', 'counter_check'] as const)
      await expectGood(() => createSweep({ db, table })(START + 50))
    const world = await openOnLarge()
    await expectGood(() => world.ports.reservations.sweep({ at: world.now }))
    await expectGood(() => stores.accessCodes.sweep({ shopId, at: START + 50 }))
  })

  test('behavior: messages to webhooks, their log and their sweep, and runs of workflows', async () => {
    const { messages, flowRuns, receivers } = stores
    const at = START + ROWS
    const ids = { shopId, receiverId: FIRST_RECEIVER }
    await expectGood(() => receivers.list({ shopId }))
    await expectGood(() => messages.listDue({ shopId, at }))
    await expectGood(() => messages.find({ ...ids, at, limit: 25 }))
    await expectGood(() => messages.findNext({ shopId, at }))
    await expectGood(() => messages.listLate({ shopId, before: at - 3600 }))
    const page = await messages.list({ ...ids, limit: 50 })
    await expectGood(() => messages.list({ ...ids, before: page.at(-1)?.id ?? '1', limit: 51 }))
    await expectGood(() => messages.replay({ ...ids, messageId: page[0]?.id ?? '1', at }))
    const [message] = await messages.find({ ...ids, at, limit: 1 })
    const attempt = { kind: 'sent', status: 204 } as const
    if (message) await expectGood(() => messages.record({ ...ids, message, attempt, at }))
    await expectGood(() => messages.addTest({ ...ids, at }))
    // A few are old enough. A whole batch is a thousand rows, each of which it reads three times.
    const [first] = await db.hot.query(
      'oldest',
      'SELECT (SELECT min(at) FROM message)::int AS sent, (SELECT min(expires_at) FROM flow_run)::int AS ended',
      [],
    )
    const swept = Number(first?.sent) + KEPT_MESSAGE_DAYS * 86_400 + 1_000
    await expectGood(() => messages.sweep({ at: swept }))
    await expectGood(() => flowRuns.claim({ shopId, run: 'r', at, claimedTo: at + 60, expiresAt: at + 90 }))
    await expectGood(() => flowRuns.sweep({ at: Number(first?.ended) + 1_000 }))
  })

  test('behavior: the counter: tills, checks, charges and sales of a busy shop', async () => {
    const { counter } = stores
    const at = START + ROWS
    await expectGood(() => counter.listTills({ shopId, limit: 50 }))
    await expectGood(() => counter.listCharges({ shopId, limit: 50 }))
    await expectGood(() => counter.listSales({ shopId, since: at - 30 * 86_400, limit: 50 }))
    const code = { shopId, tillId: 'x', visitId: 'v1', step: 1, newId: 'till-plan', at }
    await expectGood(() => counter.claimCode(code))
    await expectGood(() => counter.findCheck({ shopId, tillId: 'x', id: 'till-plan' }))
    await expectGood(() => counter.findOrdered({ shopId, orderId: 9_000_000_000_007 }))
    const span = { from: at - 7200, until: at + 600, orderName: '#7', namedSince: at - 7 * 86_400 }
    await expectGood(() => counter.listWaiting({ shopId, ...span }))
    await expectGood(() => counter.claimCharge({ shopId, id: 'till-plan', orderId: 1 }))
  })

  test('behavior: what the hourly job asks of the database', async () => {
    const world = await openOnLarge()
    const { settlements, jobs, gates, collections } = { ...stores, ...world.ports }
    const orderIds = Array.from({ length: 100 }, (_, i) => i * 7 + 1)
    await expectGood(() => settlements.findSettled({ shopId, orderIds }))
    await expectGood(() => holdPending(world.ctx, world.settle))
    await expectGood(() => gates.list({ shopId, withDeleted: true }))
    await expectGood(() => gates.listOldCards({ shopId }))
    await expectGood(() => gates.listUsedUp({ shopId }))
    await expectGood(() => collections.products({ shopId, collectionIds: [7] }))
    await expectGood(() => queueCustomers(world.ctx, { shop: world.shop }))
    await expectGood(() => jobs.ensure({ kind: 'reconcile', key: 'shop', runAt: world.now }))
  })

  test('behavior: the job about customers, when nothing has changed', async () => {
    const { customers } = stores
    const numbers = Array.from({ length: GATES }, (_, i) => i + 1)
    await expectGood(() => customers.plan({ shopId, wanted: new Map(numbers.map((gate) => [gate, null])) }))
    await expectGood(() => customers.findNextWork({ shopId, gates: numbers, at: START }))
    await expectGood(() => customers.listDue({ shopId, gates: numbers, at: START + 50, limit: 100 }))
    await expectGood(() => customers.listPending({ shopId, gates: numbers, at: START + 50, limit: 25 }))
    await expectGood(() => customers.deleteErased({ shopId }))
  })

  test('behavior: a wallet is looked up on a long list', async () => {
    await db.hot.query('show_list', 'UPDATE list SET version = 1, size = 50000 WHERE id = $1::uuid', [listId])
    const read = { kind: 'list', listId, address: wallet } as const
    await expectGood(() => stores.lists.contain({ shopId, reads: [read, read] }))
  })

  /** The world of the large shop. Opening one deletes the jobs. */
  const openOnLarge = () => openWorld({ db, record: shop })
  const fillJobs = () =>
    db.hot.query(
      'fill_jobs',
      `INSERT INTO job (shop_id, kind, key, run_at, since)
        SELECT $1::bigint, 'order', n::text, ${START} + n, ${START} + n FROM generate_series(1, ${DUE_JOBS}) AS n`,
      [shopId],
    )
})
