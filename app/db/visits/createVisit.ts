import type { ShopId } from '../../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../../core/login/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'
import { formatVaults } from './formatVaults.ts'
import { formatWallets } from './formatWallets.ts'
import { parseVisitRow, VISIT_COLUMNS } from './parseVisitRow.ts'

export type CreateVisitParameters = {
  readonly db: Database
  readonly id: string
  readonly tokenHash: string
  readonly shopId: ShopId
  readonly wallets: readonly ProvenWallet[]
  readonly vaults: readonly Vault[]
  /** Unix seconds. */
  readonly expiresAt: number
}

const SQL = `INSERT INTO visit (id, token_hash, shop_id, wallets, vaults, expires_at)
  VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6)
  RETURNING ${VISIT_COLUMNS}`

/** Begin a visit. */
export async function createVisit(parameters: CreateVisitParameters): Promise<Visit> {
  const { db, id, tokenHash, shopId, wallets, vaults, expiresAt } = parameters
  const [row] = await db.hot.query('create_visit', SQL, [
    id,
    tokenHash,
    shopId,
    formatWallets(wallets),
    formatVaults(vaults),
    expiresAt,
  ])
  if (!row) throw new Error('The database did not answer with the visit it was given.')
  return parseVisitRow(row)
}
