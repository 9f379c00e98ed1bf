import { openAccount } from './openAccount.ts'

/**
 * The entry of `palisade-flow-client.js`: FCL, the library of Flow's wallets. It is loaded when a shopper chooses such a
 * wallet, and counts among no other script.
 */
export type FlowPart = { readonly openAccount: typeof openAccount }

const part: FlowPart = { openAccount }
Object.assign(window, { palisadeFlow: part })
