import { decodeBase58 } from '../core/chain/base58.ts'
import type { SolanaAddress } from '../core/chain/types.ts'
import { encodeOffchain } from '../core/login/offchainMessage.ts'
import { readBase64 } from '../core/text/readBase64.ts'
import type { LoginPort } from '../ports/login.ts'
import { verifyEd25519 } from './verifyEd25519.ts'

/**
 * Verify that a Solana wallet signed a text: its bytes, or a version-0 off-chain envelope of them, which hardware
 * wallets sign. Never throws.
 */
export const verifySolanaSignature: LoginPort['verifySolanaSignature'] = (parameters) => {
  const publicKey = readKey(parameters.address)
  const signature = readSignature(parameters.signature)
  // UTF-8 would encode a lone surrogate as another character.
  if (!publicKey || !signature || /\p{Surrogate}/u.test(parameters.message)) return false
  const text = Buffer.from(parameters.message, 'utf8')
  return (
    verifyEd25519({ publicKey, message: text, signature }) ||
    encodeOffchain({ text, signer: publicKey }).some((message) =>
      verifyEd25519({ publicKey, message, signature }),
    )
  )
}

function readKey(address: SolanaAddress): Buffer | null {
  const bytes = decodeBase58({ text: address, bytes: 32 })
  return bytes && Buffer.from(bytes)
}

/**
 * Decode a signature into a pooled Buffer. Passing a small separate array to OpenSSL would allocate memory for each.
 */
function readSignature(text: string): Buffer | null {
  const bytes = text.endsWith('=') ? readBase64(text) : decodeBase58({ text, bytes: 64 })
  return bytes?.length === 64 ? Buffer.from(bytes) : null
}
