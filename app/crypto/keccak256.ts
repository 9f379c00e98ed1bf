import { createKeccak } from 'hash-wasm'

// One shared hasher is safe, because hashing never yields. It is faster than the native add-on, whose cost is the call.
const hasher = await createKeccak(256)

/** Hash bytes with Keccak-256 (Ethereum's, not SHA3-256). */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest('binary')
}
