import type { ProvenWallet, Vault } from '../../core/login/types.ts'
import { refuseEndedVisit } from '../../core/visit/refuseEndedVisit.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'
import { formatVaults } from './formatVaults.ts'
import { formatWallets } from './formatWallets.ts'
import { parseVisitRow, VISIT_COLUMNS } from './parseVisitRow.ts'

export type AddWalletsParameters = {
  readonly db: Database
  /** The visit's id. */
  readonly id: string
  readonly wallets: readonly ProvenWallet[]
  /** Put in place of those it had; none: those stay. */
  readonly vaults: readonly Vault[]
}

// Each wallet stands where it stood first; beyond 16 the oldest fall out, as the newest is the one just connected.
const SQL = `UPDATE visit SET wallets = (
    SELECT COALESCE(jsonb_agg(kept.wallet ORDER BY kept.place), '[]'::jsonb) FROM (
      SELECT one.wallet, min(one.place) AS place
      FROM jsonb_array_elements(visit.wallets || $2::jsonb) WITH ORDINALITY AS one(wallet, place)
      GROUP BY one.wallet ORDER BY place DESC LIMIT 16
    ) AS kept
  ), seen = NULL, vaults = CASE WHEN $3::jsonb = '[]'::jsonb THEN visit.vaults ELSE $3::jsonb END WHERE id = $1 RETURNING ${VISIT_COLUMNS}`

/**
 * Add the wallets that the visit does not have yet; parallel calls lose none. Vaults that are named replace the others.
 * What it was seen to open is forgotten: each wallet of a visit has a say in it, and who signs anew is read anew.
 * @throws {LoginError} ERR_SESSION_UNKNOWN when the visit was swept away meanwhile
 */
export async function addWallets({ db, id, wallets, vaults }: AddWalletsParameters): Promise<Visit> {
  const [row] = await db.hot.query('add_wallets', SQL, [id, formatWallets(wallets), formatVaults(vaults)])
  if (!row) throw refuseEndedVisit()
  return parseVisitRow(row)
}
