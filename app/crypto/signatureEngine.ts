import { loadNativeRecover, loadWasmRecover } from './recoverPublicKey.ts'

export type SignatureEngine = 'native' | 'wasm'

const native = loadNativeRecover()

/** The recovery this process uses: native where it loads, else WebAssembly. */
export const recoverPublicKey = native ?? (await loadWasmRecover())

/** Say which signature code is live, for the start-up line. */
export function signatureEngine(): SignatureEngine {
  return native ? 'native' : 'wasm'
}
