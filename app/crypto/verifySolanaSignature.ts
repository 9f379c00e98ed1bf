import { decodeBase58 } from '../core/chain/base58.ts'
import type { SolanaAddress } from '../core/chain/types.ts'
import { wrapOffchain } from '../core/login/offchainMessage.ts'
import { readBase64 } from '../core/text/readBase64.ts'
import { verifyEd25519 } from './verifyEd25519.ts'

export type VerifySolanaSignatureParameters = {
  readonly address: SolanaAddress
  readonly message: string
  /** 64 bytes in base58 or base64, each with its one spelling. */
  readonly signature: string
}

/**
 * Verify that a Solana wallet signed a text: its bytes, or a version-0 off-chain envelope of them as hardware wallets
 * sign. Never throws.
 */
export function verifySolanaSignature(parameters: VerifySolanaSignatureParameters): boolean {
  const publicKey = readKey(parameters.address)
  const signature = readSignature(parameters.signature)
  // Half a character would be signed as another than the text has.
  if (!publicKey || !signature || /\p{Surrogate}/u.test(parameters.message)) return false
  const text = Buffer.from(parameters.message, 'utf8')
  return (
    verifyEd25519({ publicKey, message: text, signature }) ||
    wrapOffchain({ text, signer: publicKey }).some((message) =>
      verifyEd25519({ publicKey, message, signature }),
    )
  )
}

function readKey(address: SolanaAddress): Buffer | null {
  const bytes = decodeBase58({ text: address, bytes: 32 })
  return bytes && Buffer.from(bytes)
}

/** A Buffer lies in a pool; handing a small array of its own to OpenSSL would give each one memory of its own. */
function readSignature(text: string): Buffer | null {
  const bytes = text.endsWith('=') ? readBase64(text) : decodeBase58({ text, bytes: 64 })
  return bytes?.length === 64 ? Buffer.from(bytes) : null
}
