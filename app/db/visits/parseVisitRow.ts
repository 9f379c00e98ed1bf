import type { ShopId } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { HotRow } from '../database.ts'
import { parseVaults } from './formatVaults.ts'

/** The columns that `parseVisitRow` reads. */
export const VISIT_COLUMNS = 'id, shop_id, wallets, vaults, seen, expires_at'

/** Read a row of `visit`, which only this folder writes. */
export function parseVisitRow(row: HotRow): Visit {
  return {
    id: String(row.id),
    shopId: BigInt(String(row.shop_id)) as ShopId,
    wallets: row.wallets as Visit['wallets'],
    vaults: parseVaults(row.vaults),
    seen: row.seen as Visit['seen'],
    expiresAt: Number(row.expires_at),
  }
}
