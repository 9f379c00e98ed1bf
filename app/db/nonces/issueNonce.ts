import type { IssuedNonce } from '../../core/login/types.ts'
import type { Database } from '../database.ts'

export type IssueNonceParameters = { readonly db: Database; readonly nonce: IssuedNonce }

const SQL = `INSERT INTO nonce (value, door, shop_id, chain, wallet_address, message, statement, format, issued_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

/** Store a login that waits for its signature. */
export async function issueNonce({ db, nonce }: IssueNonceParameters): Promise<void> {
  await db.hot.query('issue_nonce', SQL, [
    nonce.value,
    nonce.door,
    nonce.shopId,
    nonce.chain,
    nonce.walletAddress,
    nonce.message,
    nonce.statement,
    nonce.format,
    nonce.issuedAt,
    nonce.expiresAt,
  ])
}
