import { createKeccak } from 'hash-wasm'
import type { EvmAddress } from '../core/chain/types.ts'
import type { LoginPort } from '../ports/login.ts'

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

/** Recovers the 65-byte key from a hash, a 64-byte signature and a parity; null if there is no such point. */
export type RecoverPublicKey = (parameters: {
  readonly hash: Uint8Array
  readonly signature: Uint8Array
  readonly parity: 0 | 1
}) => Uint8Array | null

/** Load libsecp256k1 as a native add-on; null if no binary fits this platform. */
export async function loadNativeRecover(): Promise<RecoverPublicKey | null> {
  try {
    // Load the binary only: the package's main entry silently falls back to JavaScript, which is 30 times slower.
    const { default: native } = await import('secp256k1/bindings.js')
    return ({ hash, signature, parity }) => {
      try {
        return native.ecdsaRecover(signature, parity, hash, false)
      } catch {
        return null
      }
    }
  } catch {
    return null
  }
}

/** Load libsecp256k1 compiled to WebAssembly: runs everywhere, three times slower. */
export async function loadWasmRecover(): Promise<RecoverPublicKey> {
  const { secp256k1 } = await import('@bitauth/libauth')
  return ({ hash, signature, parity }) => {
    const key = secp256k1.recoverPublicKeyUncompressed(signature, parity, hash)
    // On failure the library returns a message.
    return typeof key === 'string' ? null : key
  }
}

type SignatureEngine = 'native' | 'wasm'

const native = await loadNativeRecover()

/** Recovers public keys with the engine of this process: native if it loads, else WebAssembly. */
const recoverPublicKey = native ?? (await loadWasmRecover())

/** Name the engine in use, for the start-up line. */
export function readSignatureEngine(): SignatureEngine {
  return native ? 'native' : 'wasm'
}

// One shared hasher is safe, because hashing never yields. It is faster than the native add-on, whose cost is the call.
const hasher = await createKeccak(256)

/** Hash bytes with Keccak-256 (Ethereum's, not SHA3-256). */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest('binary')
}

/**
 * Format an address in EIP-55 mixed case, for SIWE messages and for display.
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function toChecksumAddress(address: EvmAddress): `0x${string}` {
  const digits = address.slice(2)
  const hash = keccak256(Buffer.from(digits, 'latin1'))
  let spelled: `0x${string}` = '0x'
  for (let i = 0; i < 40; i++) {
    const byte = hash[i >> 1] ?? 0
    const nibble = i % 2 === 0 ? byte >> 4 : byte & 15
    const digit = digits.charAt(i)
    spelled += nibble > 7 ? digit.toUpperCase() : digit
  }
  return spelled
}
