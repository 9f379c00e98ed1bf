import type { ChainSlug, WalletAddress } from '../core/chain/types.ts'
import type { IssuedNonce } from '../core/login/types.ts'
import type { KnownRows } from '../ports/known.ts'
import type { NonceKey, NoncesPort } from '../ports/nonces.ts'
import { createGroup } from './createGroup.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow, HotScalar } from './database.ts'
import { type Columns, formatUnnestSql, listColumns } from './formatUnnestSql.ts'
import { changedShop } from './known/changedShop.ts'
import type { Memory } from './known/createMemory.ts'
import { formatKnownSql, KNOWN_PLACEHOLDERS, listClaims } from './known/formatKnownSql.ts'
import type { LeaseRequest } from './limits/claimUnits.ts'
import { formatLeaseSql, type Leases, listLeases, readWritten, type Written } from './limits.ts'
import { createIssuedBook } from './nonces/createIssuedBook.ts'
import { createVisitSweep, NEW_VISIT_COLUMNS, toVisitValues } from './visits.ts'

const NONCE: Columns = {
  ...{
    value: 'text',
    door: 'text',
    shop_id: 'bigint',
    chain: 'text',
    wallet_address: 'text',
    domain: 'text',
  },
  ...{ uri: 'text', statement: 'text', method: 'text', key_thumbprint: 'text' },
  ...{ issued_at: 'bigint', expires_at: 'bigint' },
}
const COLUMNS = Object.keys(NONCE).join(', ')

/** The last rows say of each item whether the shop was as known, and whether it was done. */
const END = `SELECT key, expires_at, count, NULL::int AS item, NULL::bool AS is_known, NULL::bool AS is_done FROM leased
  UNION ALL SELECT NULL, NULL, NULL, given.item, known.claim IS NOT NULL, done.done IS NOT NULL
  FROM given LEFT JOIN known USING (claim) LEFT JOIN done USING (item)`

/** Format a statement: the items, the claims about their shops, their leases, and what is done for those in `room`. */
function formatSql(given: Columns, done: string): string {
  const first = Object.keys(given).length + 1
  return `WITH given AS (${formatUnnestSql({ first: 1, as: 'asked', columns: given })}
  ), ${formatKnownSql({ first })}, ${formatLeaseSql({ first: first + KNOWN_PLACEHOLDERS })}, ${done}`
}

const ISSUED: Columns = { item: 'int', claim: 'int', ...NONCE }
const ISSUE = formatSql(
  ISSUED,
  `stored AS (
    INSERT INTO nonce (${COLUMNS}) SELECT ${COLUMNS} FROM room
  ), done AS (
    SELECT item, true AS done FROM room
  ) ${END}`,
)

const ASKED: Columns = { value: 'text', door: 'text', shop_id: 'bigint', now: 'bigint' }
const USABLE = `nonce.value = room.value AND nonce.door = room.door AND nonce.shop_id = room.shop_id
      AND nonce.expires_at > room.now`

const FOUND: Columns = { item: 'int', claim: 'int', ...ASKED }
const FIND = formatSql(
  FOUND,
  `found AS (
    SELECT room.item, to_jsonb(nonce) AS nonce FROM room JOIN nonce ON ${USABLE}
  ) SELECT key, expires_at, count, NULL::int AS item, NULL::bool AS is_known, NULL::jsonb AS nonce FROM leased
  UNION ALL SELECT NULL, NULL, NULL, given.item, true, found.nonce FROM given LEFT JOIN found USING (item)`,
)

const CONSUMED: Columns = {
  ...{ item: 'int', claim: 'int', ...ASKED },
  ...{ visit_id: 'text', token_hash: 'text', wallets: 'text', vaults: 'text', key_thumbprint: 'text' },
  ends_at: 'bigint',
}
/**
 * The only statement that uses nonces up: exactly one item deletes a row. Rows are deleted in their order, so that
 * statements with the same ones do not deadlock.
 */
const CONSUME = formatSql(
  CONSUMED,
  `done AS (
    DELETE FROM nonce USING (SELECT * FROM room ORDER BY value) AS room WHERE ${USABLE}
    RETURNING room.item, true AS done
  ), begun AS (
    INSERT INTO visit (${NEW_VISIT_COLUMNS})
    SELECT visit_id, token_hash, shop_id, wallets::jsonb, vaults::jsonb, key_thumbprint, now, now, ends_at
    FROM done JOIN given USING (item) WHERE visit_id IS NOT NULL
  ) ${END}`,
)

type Item = {
  readonly known: KnownRows | null
  readonly leases: readonly LeaseRequest[]
  /** The values of the item's own columns. */
  readonly values: readonly HotScalar[]
}

/** Make the call that sends items with a statement, in groups. */
function createSend(parameters: { db: Database; name: string; sql: string; columns: Columns }) {
  const { db, name, sql, columns } = parameters
  return createGroup<Item, Written>({
    run: async (items) => {
      const claims = listClaims(items.map(({ known }) => known))
      const given = items.map(({ values }, item) => [item, claims.numbers[item] ?? null, ...values])
      const rows = await db.hot.query(name, sql, [
        ...listColumns(given, columns),
        ...claims.values,
        ...listLeases(items.map(({ leases }) => leases)),
      ])
      return readWritten(rows, items.length)
    },
  })
}

/**
 * Store nonces in the table `nonce`. Every hundredth `issue` deletes expired ones. Nonces that this process issued are
 * remembered too, because each is read again a moment later.
 */
export function createNoncesPort(parameters: { db: Database; memory: Memory; leases: Leases }): NoncesPort {
  const { db, memory, leases } = parameters
  const sweep = createSweep({ db, table: 'nonce' })
  const sweepOldVisits = createVisitSweep(db)
  const issued = createIssuedBook()
  const sendIssued = createSend({ db, name: 'issue_nonce', sql: ISSUE, columns: ISSUED })
  const sendFound = createSend({ db, name: 'find_nonce', sql: FIND, columns: FOUND })
  const sendConsumed = createSend({ db, name: 'consume_nonce', sql: CONSUME, columns: CONSUMED })
  const checkDone = ({ is_known: isKnown, is_done: isDone }: HotRow, known: KnownRows | null): boolean => {
    if (isKnown === true) return isDone === true
    if (known !== null) memory.forget(known.shop.id)
    throw changedShop()
  }
  return {
    issue: async (nonce, { known, counters, ahead }) => {
      const values = toValues(nonce)
      const written = await leases.run({
        ...{ counters, ahead },
        send: (units) => sendIssued({ known, leases: units, values }),
      })
      if ('short' in written) return written.short
      if (!checkDone(written.done, known)) throw new Error('The database did not store a nonce.')
      issued.write(nonce)
      await sweep(nonce.issuedAt)
      return null
    },
    find: async (key, counters) => {
      const nonce = issued.find(key)
      if (nonce) {
        const short = await leases.take(counters)
        return short ? { short } : { nonce }
      }
      const values = listKey(key)
      const found = await leases.run({
        ...{ counters, ahead: [] },
        send: (units) => sendFound({ known: null, leases: units, values }),
      })
      if ('short' in found) return found
      return { nonce: found.done.nonce ? parseNonceRow(found.done.nonce as HotRow) : null }
    },
    consume: async (key, { known, counters, ahead, visit }) => {
      const begun = visit ? toVisitValues(visit) : [null, null, null, null, null, null]
      const values = [...listKey(key), ...begun]
      const written = await leases.run({
        ...{ counters, ahead },
        send: (units) => sendConsumed({ known, leases: units, values }),
      })
      if ('short' in written) return written.short
      const isConsumed = checkDone(written.done, known)
      issued.remove(key.value)
      if (isConsumed && visit) await sweepOldVisits(visit)
      return isConsumed ? 'consumed' : 'unknown'
    },
  }
}

function listKey({ value, door, shopId, now }: NonceKey): HotScalar[] {
  return [value, door, shopId, now]
}

function toValues(nonce: IssuedNonce): HotScalar[] {
  const { value, door, shopId, wallet, domain, uri, statement, method, keyThumbprint } = nonce
  const site = [domain, uri, statement, method, keyThumbprint]
  const times = [nonce.issuedAt, nonce.expiresAt]
  return [value, door, shopId, wallet?.chain ?? null, wallet?.address ?? null, ...site, ...times]
}

function parseNonceRow(row: HotRow): IssuedNonce {
  return {
    value: String(row.value),
    door: row.door as IssuedNonce['door'],
    shopId: BigInt(String(row.shop_id)),
    wallet: row.chain === null ? null : parseWallet(row),
    domain: String(row.domain),
    uri: String(row.uri),
    statement: String(row.statement),
    method: row.method as IssuedNonce['method'],
    keyThumbprint: row.key_thumbprint === null ? null : String(row.key_thumbprint),
    issuedAt: Number(row.issued_at),
    expiresAt: Number(row.expires_at),
  }
}

function parseWallet(row: HotRow): IssuedNonce['wallet'] {
  return { chain: row.chain as ChainSlug, address: row.wallet_address as WalletAddress }
}
