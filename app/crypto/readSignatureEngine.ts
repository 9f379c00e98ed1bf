import { loadNativeRecover, loadWasmRecover } from './recoverPublicKey.ts'

export type SignatureEngine = 'native' | 'wasm'

const native = loadNativeRecover()

/** Recovers public keys with the engine of this process: native if it loads, else WebAssembly. */
export const recoverPublicKey = native ?? (await loadWasmRecover())

/** Name the engine in use, for the start-up line. */
export function readSignatureEngine(): SignatureEngine {
  return native ? 'native' : 'wasm'
}
