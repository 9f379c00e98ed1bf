import type { EvmAddress } from '../core/chain/types.ts'
import type { LoginPort } from '../ports/login.ts'
import { keccak256 } from './keccak256.ts'
import { recoverPublicKey } from './readSignatureEngine.ts'
import type { RecoverPublicKey } from './recoverPublicKey.ts'

const shape = /^0x[0-9a-fA-F]{130}$/
const highestS = Buffer.from('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0', 'hex')

/**
 * Recover the signer of a `personal_sign` signature: `0x` and 130 hex digits for r, s and v (0, 1, 27 or 28). Never
 * throws.
 *
 * Only the low s is accepted, which every Ethereum wallet gives. The high s would be a second form of the signature.
 * @see https://eips.ethereum.org/EIPS/eip-191 https://eips.ethereum.org/EIPS/eip-2
 */
export const recoverEvmAddress: LoginPort['recoverEvmAddress'] = (parameters) =>
  recoverWith(recoverPublicKey, parameters)

/** `recoverEvmAddress` with a given engine, so that tests run the same vectors on both. */
export function recoverWith(
  recover: RecoverPublicKey,
  { message, signature }: Parameters<LoginPort['recoverEvmAddress']>[0],
): EvmAddress | null {
  if (typeof message !== 'string' || typeof signature !== 'string' || !shape.test(signature)) return null
  const bytes = Buffer.from(signature.slice(2), 'hex')
  const parity = parityOf(bytes[64])
  if (parity === null) return null
  const key = recoverLowS(recover, { hash: hashMessage(message), signature: bytes.subarray(0, 64), parity })
  if (!key) return null
  const hash = keccak256(key.subarray(1))
  return `0x${Buffer.from(hash.buffer, hash.byteOffset + 12, 20).toString('hex')}` as EvmAddress
}

/** Recover the key of a 64-byte signature with the low s; null for the high s. */
export function recoverLowS(
  recover: RecoverPublicKey,
  parameters: Parameters<RecoverPublicKey>[0],
): Uint8Array | null {
  return Buffer.compare(parameters.signature.subarray(32), highestS) > 0 ? null : recover(parameters)
}

function hashMessage(message: string): Uint8Array {
  const text = Buffer.from(message, 'utf8')
  return keccak256(
    Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`, 'latin1'), text]),
  )
}

function parityOf(v: number | undefined): 0 | 1 | null {
  if (v === 0 || v === 27) return 0
  if (v === 1 || v === 28) return 1
  return null
}
