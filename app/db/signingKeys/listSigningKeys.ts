import type { PublicSigningKey } from '../../core/accessToken/types.ts'
import type { Database, HotRow } from '../database.ts'
import type { OpenSecret } from '../secrets.ts'
import { formatKeyPurpose } from './formatKeyPurpose.ts'

/** A signing key as it is kept. */
export type StoredSigningKey = {
  readonly publicKey: PublicSigningKey
  /** Unix seconds. */
  readonly createdAt: number
  /** From then on nothing that it signed is believed, unix seconds; null for the newest. */
  readonly endsAt: number | null
  /** Unseal the private half, PKCS #8. @throws {SetupError} ERR_ENVIRONMENT when PALISADE_SECRET is another. */
  readonly openPrivateKey: () => Uint8Array
}

export type ListSigningKeysParameters = { readonly db: Database; readonly openSecret: OpenSecret }

const SQL = 'SELECT kid, private_key, public_key, created_at, ends_at FROM signing_key ORDER BY position DESC'

/** List all signing keys, newest first. Only the one that signs has to be unsealed. */
export async function listSigningKeys(parameters: ListSigningKeysParameters): Promise<StoredSigningKey[]> {
  const { db, openSecret } = parameters
  const rows = await db.hot.query('list_signing_keys', SQL, [])
  return rows.map((row) => parseSigningKeyRow(row, openSecret))
}

function parseSigningKeyRow(row: HotRow, openSecret: OpenSecret): StoredSigningKey {
  const kid = String(row.kid)
  return {
    publicKey: JSON.parse(String(row.public_key)),
    createdAt: Number(row.created_at),
    endsAt: row.ends_at === null ? null : Number(row.ends_at),
    openPrivateKey: () => openSecret({ sealed: String(row.private_key), purpose: formatKeyPurpose({ kid }) }),
  }
}
