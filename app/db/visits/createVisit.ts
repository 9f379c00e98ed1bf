import type { ShopId } from '../../core/gate/types.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'
import { formatWallets } from './formatWallets.ts'
import { parseVisitRow, VISIT_COLUMNS } from './parseVisitRow.ts'

export type CreateVisitParameters = {
  readonly db: Database
  readonly id: string
  readonly tokenHash: string
  readonly shopId: ShopId
  readonly wallets: readonly ProvenWallet[]
  /** Unix seconds. */
  readonly expiresAt: number
}

const SQL = `INSERT INTO visit (id, token_hash, shop_id, wallets, expires_at) VALUES ($1, $2, $3, $4::jsonb, $5)
  RETURNING ${VISIT_COLUMNS}`

/** Begin a visit. */
export async function createVisit(parameters: CreateVisitParameters): Promise<Visit> {
  const { db, id, tokenHash, shopId, wallets, expiresAt } = parameters
  const [row] = await db.hot.query('create_visit', SQL, [
    id,
    tokenHash,
    shopId,
    formatWallets(wallets),
    expiresAt,
  ])
  if (!row) throw new Error('The database did not answer with the visit it was given.')
  return parseVisitRow(row)
}
