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
import type { VisitsPort } from '../ports/visits.ts'
import { createSweep } from './createSweep.ts'
import type { Database, HotRow } from './database.ts'

/** No visit lasts longer, so the sweep may use `expiresAt` minus this as the current time. */
const LONGEST_VISIT_SECONDS = 7_200
/** An expired visit is stored for two days: its order may arrive late, and its wallets may be read again. */
const KEPT_SECONDS = STORED_KINDS.visits.keptDays * 24 * 60 * 60

/** The columns that `parseVisitRow` reads. */
export const VISIT_COLUMNS = 'id, shop_id, wallets, vaults, seen, expires_at'

const CREATE = `INSERT INTO visit (id, token_hash, shop_id, wallets, vaults, expires_at)
  VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6)
  RETURNING ${VISIT_COLUMNS}`

const FIND = `SELECT ${VISIT_COLUMNS} FROM visit WHERE token_hash = $1 AND shop_id = $2 AND expires_at > $3`

// Each wallet keeps its first position. Beyond 16 the oldest are dropped, because the newest was just connected.
const ADD_WALLETS = `UPDATE visit SET wallets = (
    SELECT COALESCE(jsonb_agg(kept.wallet ORDER BY kept.place), '[]'::jsonb) FROM (
      SELECT one.wallet, min(one.place) AS place
      FROM jsonb_array_elements(visit.wallets || $2::jsonb) WITH ORDINALITY AS one(wallet, place)
      GROUP BY one.wallet ORDER BY place DESC LIMIT 16
    ) AS kept
  ), seen = NULL, vaults = CASE WHEN $3::jsonb = '[]'::jsonb THEN visit.vaults ELSE $3::jsonb END WHERE id = $1 RETURNING ${VISIT_COLUMNS}`

// Without the visits of staff's passes, which have no wallet and end later than all others.
const LIST_WALLETS =
  "SELECT wallets FROM visit WHERE shop_id = $1 AND wallets <> '[]'::jsonb ORDER BY expires_at DESC LIMIT $2"

const SET_SEEN = 'UPDATE visit SET seen = $2::jsonb WHERE id = $1'

/**
 * Store visits in the table `visit`. Every hundredth `create` deletes visits that expired days ago; their grants stay,
 * for orders.
 */
export function createVisitsPort({ db }: { db: Database }): VisitsPort {
  const sweep = createSweep({ db, table: 'visit' })
  return {
    create: async ({ id, tokenHash, shopId, wallets, vaults, expiresAt }) => {
      const lists = [JSON.stringify(formatWallets(wallets)), JSON.stringify(formatVaults(vaults))]
      const values = [id, tokenHash, shopId, ...lists, expiresAt]
      const [row] = await db.hot.query('create_visit', CREATE, values)
      if (!row) throw new Error('The database did not return the visit that it received.')
      const visit = parseVisitRow(row)
      await sweep(expiresAt - LONGEST_VISIT_SECONDS - KEPT_SECONDS)
      return visit
    },
    find: async ({ tokenHash, shopId, now }) => {
      const [row] = await db.hot.query('find_visit', FIND, [tokenHash, shopId, now])
      return row ? parseVisitRow(row) : null
    },
    addWallets: async ({ id, wallets, vaults }) => {
      const values = [id, JSON.stringify(formatWallets(wallets)), JSON.stringify(formatVaults(vaults))]
      const [row] = await db.hot.query('add_wallets', ADD_WALLETS, values)
      if (!row) throw endedVisit()
      return parseVisitRow(row)
    },
    listWallets: async ({ shopId, visits }) => {
      const rows = await db.hot.query('list_visit_wallets', LIST_WALLETS, [shopId, visits])
      const wallets = rows.flatMap((row) => parseWallets(row.wallets))
      return [...new Map(wallets.map((wallet) => [wallet.address, wallet])).values()]
    },
    setSeen: async ({ id, seen }) => {
      await db.hot.query('set_seen', SET_SEEN, [id, JSON.stringify(formatSeen(seen))])
    },
  }
}

/** Parse a row of `visit`. */
export function parseVisitRow(row: HotRow): Visit {
  return {
    id: String(row.id),
    shopId: BigInt(String(row.shop_id)) as ShopId,
    wallets: parseWallets(row.wallets),
    vaults: parseVaults(row.vaults),
    seen: parseSeen(row.seen),
    expiresAt: Number(row.expires_at),
  }
}
