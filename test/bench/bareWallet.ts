import { createRequire } from 'node:module'
import { createKeccak } from 'hash-wasm'

/*
 * What the bare yardsticks do with wallets, by hand: the same native curve and the same Keccak in WebAssembly as ours,
 * with nothing around them.
 */
const secp256k1: typeof import('secp256k1') = createRequire(import.meta.url)('secp256k1/bindings.js')
const keccak = await createKeccak(256)
const hash = (bytes: Uint8Array) => keccak.init().update(bytes).digest('binary')

/** The address in lower case that signed a message (EIP-191); null if the signature is none. */
export function recover(message: string, signature: string): string | null {
  const bytes = Buffer.from(signature.slice(2), 'hex')
  const v = bytes[64]
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) return null
  const digest = hash(Buffer.from(`\x19Ethereum Signed Message:\n${Buffer.byteLength(message)}${message}`))
  try {
    const key = secp256k1.ecdsaRecover(bytes.subarray(0, 64), v - 27, digest, false)
    return `0x${Buffer.from(hash(key.subarray(1)).subarray(12)).toString('hex')}`
  } catch {
    return null
  }
}

/** An address of lower case with its checksum (EIP-55). */
export function spell(address: string): string {
  const digest = hash(Buffer.from(address.slice(2), 'latin1'))
  let spelled = '0x'
  for (let i = 0; i < 40; i++) {
    const byte = digest[i >> 1] ?? 0
    const digit = address.charAt(i + 2)
    spelled += (i % 2 === 0 ? byte >> 4 : byte & 15) > 7 ? digit.toUpperCase() : digit
  }
  return spelled
}
