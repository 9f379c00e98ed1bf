import type { IssuedNonce } from '../../core/login/types.ts'
import type { HotRow } from '../database.ts'

/** Read a row of `nonce`, which only `issueNonce` writes. */
export function parseNonceRow(row: HotRow): IssuedNonce {
  return {
    value: String(row.value),
    door: row.door as IssuedNonce['door'],
    shopId: BigInt(String(row.shop_id)),
    chain: row.chain as IssuedNonce['chain'],
    walletAddress: row.wallet_address as IssuedNonce['walletAddress'],
    message: String(row.message),
    statement: String(row.statement),
    format: row.format as IssuedNonce['format'],
    issuedAt: Number(row.issued_at),
    expiresAt: Number(row.expires_at),
  }
}
