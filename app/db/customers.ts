import type { ShopId } from '../core/gate/types.ts'
import type { CustomersPort } from '../ports/customers.ts'
import { addUnlock } from './customers/addUnlock.ts'
import { countGates, countLeaving } from './customers/countGates.ts'
import { listDue, listPending } from './customers/listWork.ts'
import { mergeCustomers } from './customers/mergeCustomers.ts'
import { parseCustomerRow } from './customers/parseCustomerRow.ts'
import { planTags } from './customers/planTags.ts'
import { readSummary } from './customers/readSummary.ts'
import { removeWallets } from './customers/removeWallets.ts'
import type { Database, HotValue } from './database.ts'

const SET_OWN = `UPDATE customer_gate AS row SET own_tag = planned.tag
  FROM unnest($3::bigint[], $4::text[]) AS planned(gate, tag)
  WHERE row.shop_id = $1::bigint AND row.customer_id = $2::bigint AND row.gate = planned.gate`

const FINISH = `UPDATE customer_gate AS row
  SET own_tag = done.own, asked_tag = done.asked, refusal = done.refusal, needs_write = false
  FROM unnest($3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[]) AS done(gate, version, own, asked, refusal)
  WHERE row.shop_id = $1::bigint AND row.customer_id = $2::bigint AND row.gate = done.gate AND row.version = done.version`
const FINISH_LEFT = `DELETE FROM customer_gate AS row USING unnest($3::bigint[], $4::int[]) AS gone(gate, version)
  WHERE row.shop_id = $1::bigint AND row.customer_id = $2::bigint AND row.gate = gone.gate AND row.version = gone.version`

const CHECKED_MET = `UPDATE customer_gate SET checked_at = $5::bigint, next_check_at = $6::bigint, unread = NULL,
    needs_write = needs_write OR refusal IS NOT NULL
  WHERE shop_id = $1::bigint AND customer_id = $2::bigint AND gate = $3::bigint AND version = $4::int`
const CHECKED_UNMET = `UPDATE customer_gate SET is_leaving = true, needs_write = true, version = version + 1, unread = NULL
  WHERE shop_id = $1::bigint AND customer_id = $2::bigint AND gate = $3::bigint AND version = $4::int`
const CHECKED_UNREAD = `UPDATE customer_gate SET unread = $5::text, next_check_at = $6::bigint
  WHERE shop_id = $1::bigint AND customer_id = $2::bigint AND gate = $3::bigint AND version = $4::int`

const NEXT_WORK = `SELECT
    (SELECT min(next_check_at) FROM customer_gate WHERE shop_id = $1::bigint AND NOT is_leaving
      AND gate = ANY($2::bigint[])) AS check_at,
    EXISTS (SELECT FROM customer_gate WHERE shop_id = $1::bigint AND needs_write) AS writes`

const HAS_ANY = 'SELECT FROM customer_gate WHERE shop_id = $1::bigint LIMIT 1'

const COLUMNS = `row.customer_id, row.gate, row.linked_at, row.own_tag, row.asked_tag, row.needs_write, row.is_leaving,
  row.refusal, row.checked_at, row.unread, row.version`
// The customers of a page are found first, along the primary key. Their rows follow, however many gates they have.
const composeList = (
  where: string,
) => `SELECT ${COLUMNS} FROM customer_gate AS row WHERE row.shop_id = $1::bigint AND row.customer_id = ANY(ARRAY(
    SELECT DISTINCT customer_id FROM customer_gate WHERE shop_id = $1::bigint
      AND customer_id < COALESCE($4::bigint, 9223372036854775807)
      AND ($2::bigint IS NULL OR customer_id = $2::bigint) AND ${where}
    ORDER BY customer_id DESC LIMIT $5::int))
  ORDER BY row.customer_id DESC, row.gate`
const LIST = composeList('$3::text IS NULL')
// A condition of its own: within an OR, every customer would be read.
const LIST_BY_WALLET = composeList(`customer_id = ANY(ARRAY(SELECT customer_id FROM customer_wallet
        WHERE shop_id = $1::bigint AND address = $3::text))`)

/** Store customers' gates and wallets in `customer_gate` and `customer_wallet`, and gates' tags in `customer_tag`. */
export function createCustomersPort({ db }: { db: Database }): CustomersPort {
  const run = (name: string, sql: string, ...values: HotValue[]) => db.hot.query(name, sql, values)
  return {
    addUnlock: addUnlock(db),
    readSummary: readSummary(db),
    removeWallets: removeWallets(db),
    listTags: async ({ shopId }) => {
      const rows = await db.prisma.customerTag.findMany({ where: { shopId }, orderBy: { gate: 'asc' } })
      return rows.map(({ gate, tag, isOn, removesWhenPaused }) => ({
        ...{ gate: Number(gate), tag, isOn, removesWhenPaused },
      }))
    },
    setTag: async ({ shopId, tag: { gate, ...chosen } }) => {
      const key = { shopId, gate: BigInt(gate) }
      await db.prisma.customerTag.upsert({
        where: { shopId_gate: key },
        create: { ...key, ...chosen },
        update: chosen,
      })
    },
    plan: planTags(db),
    listPending: listPending(db),
    setOwn: async ({ shopId, customerId, plan: { kept } }) => {
      const own = kept.filter(({ ownTag }) => ownTag !== null)
      if (own.length === 0) return
      const [gates, tags] = [own.map(({ gate }) => gate), own.map(({ ownTag }) => ownTag)]
      await run('set_own_tags', SET_OWN, shopId, customerId, gates, tags)
    },
    finish: async ({ shopId, customer: { customerId, gates }, plan: { kept } }) => {
      const of = <T>(read: (one: (typeof kept)[number]) => T) => kept.map(read)
      await run(
        ...(['finish_customer', FINISH, shopId, customerId, of((one) => one.gate)] as const),
        ...[of((one) => one.version), of((one) => one.ownTag), of((one) => one.askedTag)],
        of((one) => one.refusal),
      )
      const left = gates.filter(({ isLeaving }) => isLeaving)
      if (left.length === 0) return
      const versions = left.map(({ version }) => version)
      await run(
        'finish_left',
        FINISH_LEFT,
        shopId,
        customerId,
        left.map(({ gate }) => gate),
        versions,
      )
      await db.prisma.$executeRawUnsafe(DELETE_WALLETS_OF, shopId, BigInt(customerId))
    },
    listDue: listDue(db),
    setChecked: async ({ shopId, due: { customerId, gate, version }, finding, at, nextCheckAt }) => {
      const row = [shopId, customerId, gate, version] as const
      if (finding.kind === 'met') await run('checked_met', CHECKED_MET, ...row, at, nextCheckAt)
      else if (finding.kind === 'unmet') await run('checked_unmet', CHECKED_UNMET, ...row)
      else await run('checked_unread', CHECKED_UNREAD, ...row, finding.chain ?? 'other', nextCheckAt)
    },
    findNextWork: async ({ shopId, gates, at }) => {
      const [row] = await run('next_customer_work', NEXT_WORK, shopId, [...gates])
      if (row?.writes === true) return at
      return row?.check_at === null || row?.check_at === undefined ? null : Number(row.check_at)
    },
    hasAny: async ({ shopId }) => (await run('has_customers', HAS_ANY, shopId)).length > 0,
    countGates: countGates(db),
    countLeaving: countLeaving(db),
    list: async ({ shopId, customerId = null, wallet = null, before = null, limit }) => {
      const values = [shopId, customerId, wallet, before, limit]
      const rows =
        wallet === null
          ? await run('list_customers', LIST, ...values)
          : await run('list_customers_by_wallet', LIST_BY_WALLET, ...values)
      return rows.map(parseCustomerRow)
    },
    delete: async ({ shopId, customerIds }) => {
      await deleteSome({
        db,
        shopId,
        condition: 'customer_id = ANY($2::text[]::bigint[])',
        values: [[...customerIds]],
      })
    },
    // Who is erased leaves: an index finds the few that do.
    deleteErased: ({ shopId }) =>
      deleteSome({ db, shopId, condition: 'is_leaving AND is_erased', values: [] }),
    deleteAll: ({ shopId }) =>
      db.prisma.$transaction(async (tx) => {
        const { count } = await tx.customerGate.deleteMany({ where: { shopId } })
        await tx.customerWallet.deleteMany({ where: { shopId } })
        return count
      }),
    merge: mergeCustomers(db),
  }
}

const DELETE_WALLETS_OF = `DELETE FROM customer_wallet WHERE shop_id = $1::bigint AND customer_id = $2::bigint
  AND NOT EXISTS (SELECT FROM customer_gate WHERE shop_id = $1::bigint AND customer_id = $2::bigint)`

/** Delete rows, and the wallets of customers whom no gate is left: nothing needs them any more. Answers how many rows. */
async function deleteSome(parameters: {
  db: Database
  shopId: ShopId
  condition: string
  values: readonly unknown[]
}): Promise<number> {
  const { db, shopId, condition, values } = parameters
  const sql = `DELETE FROM customer_gate WHERE shop_id = $1::bigint AND ${condition} RETURNING customer_id AS id`
  return db.prisma.$transaction(async (tx) => {
    const gone = await tx.$queryRawUnsafe<{ id: bigint }[]>(sql, shopId, ...values)
    for (const id of new Set(gone.map((row) => row.id)))
      await tx.$executeRawUnsafe(DELETE_WALLETS_OF, shopId, id)
    return gone.length
  })
}
