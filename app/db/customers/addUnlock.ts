import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import { formatVaults } from '../../core/visit/visitJson.ts'
import type { CustomersPort } from '../../ports/customers.ts'
import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { addJobs } from '../jobs.ts'
import { runUncontended } from '../reservations/runUncontended.ts'

/** A customer's wallets, as a visit's: beyond it the oldest are dropped. */
const MOST_WALLETS = 16

// One statement, because most requests of a customer bring nothing new.
const IS_KNOWN = `SELECT
    (SELECT count(*) FROM unnest($3::bigint[]) AS asked(gate) WHERE
      NOT EXISTS (SELECT FROM customer_gate AS row WHERE row.shop_id = $1::bigint AND row.customer_id = $2::bigint
        AND row.gate = asked.gate AND NOT row.is_leaving)
      AND NOT EXISTS (SELECT FROM customer_tag AS choice WHERE choice.shop_id = $1::bigint AND choice.gate = asked.gate
        AND NOT choice.is_on)) AS gates,
    (SELECT count(*) FROM unnest($4::text[], $5::text[], $6::text[]) AS given(address, only_on, vault) WHERE
      NOT EXISTS (SELECT FROM customer_wallet AS row WHERE row.shop_id = $1::bigint AND row.customer_id = $2::bigint
        AND row.address = given.address AND row.only_on = given.only_on
        AND row.vault IS NOT DISTINCT FROM given.vault::jsonb)) AS wallets`

const TAKE_WALLETS = `WITH given AS (
    SELECT * FROM unnest($4::text[], $5::text[], $6::text[]) AS given(address, only_on, vault)
  ), others AS (
    SELECT DISTINCT row.customer_id FROM customer_wallet AS row JOIN given USING (address, only_on)
    WHERE row.shop_id = $1::bigint AND row.customer_id <> $2::bigint
  ), due AS (
    UPDATE customer_gate SET next_check_at = LEAST(next_check_at, $3::bigint), version = version + 1
    WHERE shop_id = $1::bigint AND customer_id IN (SELECT customer_id FROM others)
  ) INSERT INTO customer_wallet (shop_id, customer_id, proven_at, address, only_on, vault)
    SELECT $1::bigint, $2::bigint, $3::bigint, address, only_on, vault::jsonb FROM given ORDER BY address, only_on
  ON CONFLICT (shop_id, address, only_on) DO UPDATE
    SET customer_id = EXCLUDED.customer_id, proven_at = EXCLUDED.proven_at, vault = EXCLUDED.vault`

const DROP_OLDEST = `DELETE FROM customer_wallet WHERE shop_id = $1::bigint AND customer_id = $2::bigint
  AND (address, only_on) IN (SELECT address, only_on FROM customer_wallet
    WHERE shop_id = $1::bigint AND customer_id = $2::bigint
    ORDER BY proven_at DESC, address OFFSET ${MOST_WALLETS})`

const ADD_GATES = `INSERT INTO customer_gate AS row (shop_id, customer_id, gate, linked_at, checked_at, next_check_at)
  SELECT $1::bigint, $2::bigint, gate, $4::bigint, $4::bigint, $5::bigint FROM unnest($3::bigint[]) AS asked(gate)
  WHERE NOT EXISTS (SELECT FROM customer_tag AS choice
    WHERE choice.shop_id = $1::bigint AND choice.gate = asked.gate AND NOT choice.is_on)
  ORDER BY gate
  ON CONFLICT (shop_id, customer_id, gate) DO UPDATE
    SET is_leaving = false, is_erased = false, needs_write = true, unread = NULL, version = row.version + 1,
      checked_at = EXCLUDED.checked_at, next_check_at = EXCLUDED.next_check_at
    WHERE row.is_leaving`

type Unlock = Parameters<CustomersPort['addUnlock']>[0]

/** Record a customer's unlock. @see CustomersPort.addUnlock */
export const addUnlock =
  (db: Database): CustomersPort['addUnlock'] =>
  async (parameters) => {
    const { shopId, customerId, gates, at, nextCheckAt, isSure } = parameters
    const wallets = listWallets(parameters)
    const columns = [wallets.map(([a]) => a), wallets.map(([, o]) => o), wallets.map(([, , v]) => v)] as const
    const numbers = [...new Set(gates)]
    const [known] = await db.hot.query('find_customer_unlock', IS_KNOWN, [
      ...[shopId, customerId, numbers],
      ...columns,
    ])
    const isNew = Number(known?.gates) > 0
    // A customer none of whose gates tags anybody gets no row, also not for a wallet.
    const hasOther = isSure && Number(known?.wallets) > 0
    if (!isNew && !(hasOther && (await hasGates(db, parameters)))) return false
    await runUncontended({
      db,
      run: async (tx) => {
        const run = (sql: string, ...values: unknown[]) => tx.$executeRawUnsafe(sql, ...values)
        await run(ADD_GATES, shopId, BigInt(customerId), numbers.map(BigInt), BigInt(at), BigInt(nextCheckAt))
        await run(TAKE_WALLETS, shopId, BigInt(customerId), BigInt(at), ...columns)
        await run(DROP_OLDEST, shopId, BigInt(customerId))
        await addWork({ tx, shopId, at })
      },
    })
    return true
  }

async function hasGates(db: Database, { shopId, customerId }: Unlock): Promise<boolean> {
  const where = { shopId, customerId: BigInt(customerId), isLeaving: false }
  return (await db.prisma.customerGate.count({ where })) > 0
}

/** Queue the shop's job about customers in the caller's transaction. */
export async function addWork({
  tx,
  shopId,
  at,
}: {
  tx: Prisma.TransactionClient
  shopId: bigint
  at: number
}): Promise<void> {
  await addJobs({ tx, shopId, kind: 'customers', keys: [WHOLE_SHOP], runAt: at })
}

/** The rows of an unlock's wallets: address, where it counts, and the vault as JSON text. An address has one of each. */
function listWallets({ wallets, vaults }: Unlock): (readonly [string, string, string | null])[] {
  const rows = new Map<string, readonly [string, string, string | null]>()
  for (const { address, kind, chain } of wallets) {
    const onlyOn = kind === 'key' ? '' : chain
    rows.set(`${address} ${onlyOn}`, [address, onlyOn, null])
  }
  for (const vault of vaults)
    rows.set(`${vault.address} vault`, [vault.address, 'vault', JSON.stringify(formatVaults([vault]))])
  return [...rows.values()].slice(-MOST_WALLETS)
}
