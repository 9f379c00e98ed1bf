import { generateKeyPairSync, sign } from 'node:crypto'
import { encodeBase58 } from '../../app/core/chain/base58.ts'
import { parseSolanaAddress } from '../../app/core/chain/parseSolanaAddress.ts'
import type { SolanaAddress } from '../../app/core/chain/types.ts'

export type SolanaKey = {
  readonly address: SolanaAddress
  readonly publicKey: Uint8Array
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** Make a new wallet; its private key never leaves OpenSSL. */
export function makeSolanaKey(): SolanaKey {
  const pair = generateKeyPairSync('ed25519')
  // An export as JWK may wait forever: see `readPublicPoint`.
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return {
    address: parseSolanaAddress(encodeBase58(publicKey)),
    publicKey,
    sign: (bytes) => sign(null, bytes, pair.privateKey),
  }
}
