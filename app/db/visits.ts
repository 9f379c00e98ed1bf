import type { ShopId } from '../core/gate/types.ts'
import { STORED_KINDS } from '../core/privacy/kinds.ts'
import { endedVisit } from '../core/visit/endedVisit.ts'
import type { Visit } from '../core/visit/types.ts'
import {
  formatSeen,
  formatVaults,
  formatWallets,
  parseSeen,
  parseVaults,
  parseWallets,
} from '../core/visit/visitJson.ts'
import type { NewVisit, VisitsPort } from '../ports/visits.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'

/** No visit lasts longer, so the sweep may use `expiresAt` minus this as the current time. */
const LONGEST_VISIT_SECONDS = 7_200
/** An expired visit is stored for two days: its order may arrive late, and its wallets may be read again. */
const KEPT_SECONDS = STORED_KINDS.visits.keptDays * 24 * 60 * 60

/** A visit ends if it is not used for so long. */
const IDLE_SECONDS = 1_800
/** A use within so many seconds of the last one is not written. */
const USE_SECONDS = 60

/** The columns that `parseVisitRow` reads. */
export const VISIT_COLUMNS = 'id, shop_id, wallets, vaults, seen, key_thumbprint, signed_at, expires_at'

/** The columns of a visit that begins. */
export const NEW_VISIT_COLUMNS =
  'id, token_hash, shop_id, wallets, vaults, key_thumbprint, used_at, signed_at, expires_at'

const CREATE = `INSERT INTO visit (${NEW_VISIT_COLUMNS})
  VALUES ($1, $2, $7, $3::jsonb, $4::jsonb, $5, $8::bigint, $8::bigint, $6)
  RETURNING ${VISIT_COLUMNS}`

// Of two requests at once, the later one finds the row changed and updates nothing; then it reads the row as it was.
// A pass has no wallet and is never idle. It is written each time, so that of two first keys one loses.
const RENEW = `WITH used AS (
    UPDATE visit SET used_at = $3::bigint, key_thumbprint = $4
    WHERE token_hash = $1 AND shop_id = $2::bigint AND expires_at > $3::bigint AND CASE wallets WHEN '[]'::jsonb
      THEN key_thumbprint IS NULL OR key_thumbprint = $4
      ELSE key_thumbprint = $4 AND used_at > $3::bigint - ${IDLE_SECONDS} AND used_at <= $3::bigint - ${USE_SECONDS} END
    RETURNING ${VISIT_COLUMNS}
  )
  SELECT ${VISIT_COLUMNS} FROM used UNION ALL
  SELECT ${VISIT_COLUMNS} FROM visit WHERE token_hash = $1 AND shop_id = $2::bigint AND expires_at > $3::bigint
    AND key_thumbprint = $4 AND wallets <> '[]'::jsonb AND used_at > $3::bigint - ${IDLE_SECONDS}
    AND NOT EXISTS (SELECT 1 FROM used)`

// Each wallet keeps its first position. Beyond 16 the oldest are dropped, because the newest was just connected.
const ADD_WALLETS = `UPDATE visit SET wallets = (
    SELECT COALESCE(jsonb_agg(kept.wallet ORDER BY kept.place), '[]'::jsonb) FROM (
      SELECT one.wallet, min(one.place) AS place
      FROM jsonb_array_elements(visit.wallets || $2::jsonb) WITH ORDINALITY AS one(wallet, place)
      GROUP BY one.wallet ORDER BY place DESC LIMIT 16
    ) AS kept
  ), seen = NULL, signed_at = GREATEST(signed_at, $4::bigint), vaults = CASE WHEN $3::jsonb = '[]'::jsonb THEN visit.vaults ELSE $3::jsonb END WHERE id = $1 RETURNING ${VISIT_COLUMNS}`

// Without the visits of staff's passes, which have no wallet and end later than all others.
const LIST_WALLETS =
  "SELECT wallets FROM visit WHERE shop_id = $1 AND wallets <> '[]'::jsonb ORDER BY expires_at DESC LIMIT $2"

const FIND_LIVE = `SELECT ${VISIT_COLUMNS} FROM visit WHERE id = $1 AND expires_at > $2::bigint
  AND used_at > $2::bigint - ${IDLE_SECONDS}`

const END = 'UPDATE visit SET expires_at = LEAST(expires_at, $2::bigint) WHERE id = $1'

const SET_SEEN = 'UPDATE visit SET seen = $2::jsonb WHERE id = $1'

/**
 * Store visits in the table `visit`. Every hundredth `create` deletes visits that expired days ago; their grants stay,
 * for orders.
 */
export function createVisitsPort({ db }: { db: Database }): VisitsPort {
  const sweep = createVisitSweep(db)
  return {
    create: async (begun) => {
      const values = [...toVisitValues(begun), begun.shopId, begun.now]
      const [row] = await db.hot.query('create_visit', CREATE, values)
      if (!row) throw new Error('The database did not return the visit that it received.')
      const visit = parseVisitRow(row)
      await sweep(begun)
      return visit
    },
    renew: async ({ tokenHash, shopId, keyThumbprint, now }) => {
      const [row] = await db.hot.query('renew_visit', RENEW, [tokenHash, shopId, now, keyThumbprint])
      return row ? parseVisitRow(row) : null
    },
    addWallets: async ({ id, wallets, vaults, signedAt }) => {
      const values = [
        id,
        JSON.stringify(formatWallets(wallets)),
        JSON.stringify(formatVaults(vaults)),
        signedAt ?? 0,
      ]
      const [row] = await db.hot.query('add_wallets', ADD_WALLETS, values)
      if (!row) throw endedVisit()
      return parseVisitRow(row)
    },
    listWallets: async ({ shopId, visits }) => {
      const rows = await db.hot.query('list_visit_wallets', LIST_WALLETS, [shopId, visits])
      const wallets = rows.flatMap((row) => parseWallets(row.wallets))
      return [...new Map(wallets.map((wallet) => [wallet.address, wallet])).values()]
    },
    findLive: async ({ id, now }) => {
      const [row] = await db.hot.query('find_live_visit', FIND_LIVE, [id, now])
      return row ? parseVisitRow(row) : null
    },
    end: async ({ id, at }) => {
      await db.hot.query('end_visit', END, [id, at])
    },
    setSeen: async ({ id, seen }) => {
      await db.hot.query('set_seen', SET_SEEN, [id, JSON.stringify(formatSeen(seen))])
    },
  }
}

/** The values of a visit that begins, but for the shop and the time: id, token, wallets, vaults, key, end. */
export function toVisitValues({ id, tokenHash, wallets, vaults, keyThumbprint, expiresAt }: NewVisit) {
  const lists = [JSON.stringify(formatWallets(wallets)), JSON.stringify(formatVaults(vaults))]
  return [id, tokenHash, ...lists, keyThumbprint, expiresAt]
}

/** Make the sweep that is called with each visit that began. */
export function createVisitSweep(db: Database): (begun: Pick<NewVisit, 'expiresAt'>) => Promise<void> {
  const sweep = createSweep({ db, table: 'visit' })
  return ({ expiresAt }) => sweep(expiresAt - LONGEST_VISIT_SECONDS - KEPT_SECONDS)
}

/** Parse a row of `visit`. */
export function parseVisitRow(row: HotRow): Visit {
  return {
    id: String(row.id),
    shopId: BigInt(String(row.shop_id)) as ShopId,
    wallets: parseWallets(row.wallets),
    vaults: parseVaults(row.vaults),
    seen: parseSeen(row.seen),
    keyThumbprint: row.key_thumbprint === null ? null : String(row.key_thumbprint),
    signedAt: Number(row.signed_at),
    expiresAt: Number(row.expires_at),
  }
}
