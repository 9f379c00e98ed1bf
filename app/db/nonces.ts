import type { ChainSlug, WalletAddress } from '../core/chain/types.ts'
import type { IssuedNonce } from '../core/login/types.ts'
import type { KnownRows } from '../ports/known.ts'
import type { NoncesPort } from '../ports/nonces.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'
import { changedShop } from './known/changedShop.ts'
import type { Memory } from './known/createMemory.ts'
import { formatKnownSql, listKnownValues } from './known/formatKnownSql.ts'
import { formatLeaseSql, type Leases } from './limits.ts'
import { createIssuedBook } from './nonces/createIssuedBook.ts'
import { createVisitSweep, NEW_VISIT_COLUMNS, toVisitValues } from './visits.ts'

const COLUMNS =
  'value, door, shop_id, chain, wallet_address, domain, uri, statement, method, key_thumbprint, issued_at, expires_at'

/** The last row says whether the shop was as known, and counts what was done. */
const END = `SELECT key, expires_at, count, NULL AS is_known FROM leased
  UNION ALL SELECT NULL, NULL, (SELECT count(*)::int FROM done), EXISTS (SELECT 1 FROM known)`

const ISSUE = `WITH ${formatKnownSql({ shopId: '$3', first: 13 })}, ${formatLeaseSql({ first: 16 })}, done AS (
    INSERT INTO nonce (${COLUMNS})
    SELECT $1, $2, $3::bigint, $4, $5, $6, $7, $8, $9, $10, $11::bigint, $12::bigint FROM room RETURNING value
  ) ${END}`

const USABLE = 'value = $1 AND door = $2 AND shop_id = $3::bigint AND expires_at > $4::bigint'

const FIND = `WITH known AS (SELECT true), ${formatLeaseSql({ first: 5 })}
  SELECT key, expires_at, count, NULL AS is_known, NULL::jsonb AS nonce FROM leased
  UNION ALL SELECT NULL, NULL, NULL, true, (SELECT to_jsonb(nonce) FROM nonce CROSS JOIN room WHERE ${USABLE})`

/** The only statement that uses a nonce up: exactly one caller deletes the row. */
const CONSUME = `WITH ${formatKnownSql({ shopId: '$3', first: 5 })}, ${formatLeaseSql({ first: 8 })}, done AS (
    DELETE FROM nonce USING room WHERE ${USABLE} RETURNING value
  ), begun AS (
    INSERT INTO visit (${NEW_VISIT_COLUMNS})
    SELECT $13::text, $14::text, $3::bigint, $15::jsonb, $16::jsonb, $17::text, $4::bigint, $4::bigint, $18::bigint
    FROM done WHERE $13::text IS NOT NULL
  ) ${END}`

/**
 * Store nonces in the table `nonce`. Every hundredth `issue` deletes expired ones. Nonces that this process issued are
 * remembered too, because each is read again a moment later.
 */
export function createNoncesPort(parameters: { db: Database; memory: Memory; leases: Leases }): NoncesPort {
  const { db, memory, leases } = parameters
  const sweep = createSweep({ db, table: 'nonce' })
  const sweepOldVisits = createVisitSweep(db)
  const issued = createIssuedBook()
  const checkDone = ({ is_known: isKnown, count }: HotRow, known: KnownRows | null): boolean => {
    if (isKnown === true) return Number(count) > 0
    if (known !== null) memory.forget(known.shop.id)
    throw changedShop()
  }
  return {
    issue: async (nonce, { known, counters, ahead }) => {
      const written = await leases.run({
        ...{ counters, ahead },
        send: (units) =>
          db.hot.query('issue_nonce', ISSUE, [...toValues(nonce), ...listKnownValues(known), ...units]),
      })
      if ('short' in written) return written.short
      if (!checkDone(written.done, known)) throw new Error('The database did not store a nonce.')
      issued.write(nonce)
      await sweep(nonce.issuedAt)
      return null
    },
    find: async (key, counters) => {
      const nonce = issued.find(key)
      const { value, door, shopId, now } = key
      if (nonce) {
        const short = await leases.take(counters)
        return short ? { short } : { nonce }
      }
      const found = await leases.run({
        ...{ counters, ahead: [] },
        send: (units) => db.hot.query('find_nonce', FIND, [value, door, shopId, now, ...units]),
      })
      if ('short' in found) return found
      return { nonce: found.done.nonce ? parseNonceRow(found.done.nonce as HotRow) : null }
    },
    consume: async (key, { known, counters, ahead, visit }) => {
      const { value, door, shopId, now } = key
      const begun = visit ? toVisitValues(visit) : [null, null, null, null, null, null]
      const written = await leases.run({
        ...{ counters, ahead },
        send: (units) =>
          db.hot.query('consume_nonce', CONSUME, [
            ...[value, door, shopId, now],
            ...[...listKnownValues(known), ...units, ...begun],
          ]),
      })
      if ('short' in written) return written.short
      const isConsumed = checkDone(written.done, known)
      issued.remove(value)
      if (isConsumed && visit) await sweepOldVisits(visit)
      return isConsumed ? 'consumed' : 'unknown'
    },
  }
}

function toValues(nonce: IssuedNonce) {
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
