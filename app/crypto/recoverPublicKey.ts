import { createRequire } from 'node:module'

/** Recovers the 65-byte key from a hash, a 64-byte signature and a parity; null if there is no such point. */
export type RecoverPublicKey = (parameters: {
  readonly hash: Uint8Array
  readonly signature: Uint8Array
  readonly parity: 0 | 1
}) => Uint8Array | null

/** Load libsecp256k1 as a native add-on; null if no binary fits this platform. */
export function loadNativeRecover(): RecoverPublicKey | null {
  try {
    // Load the binary only: the package's main entry silently falls back to JavaScript, which is 30 times slower.
    const native: typeof import('secp256k1') = createRequire(import.meta.url)('secp256k1/bindings.js')
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
