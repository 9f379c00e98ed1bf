import { openProvider } from './openProvider.ts'

/**
 * The entry of `palisade-walletconnect-client.js`: WalletConnect version 2. It is loaded when a shopper chooses
 * WalletConnect, and counts among no other script.
 */
export type WalletConnectPart = { readonly openProvider: typeof openProvider }

const part: WalletConnectPart = { openProvider }
Object.assign(window, { palisadeWalletConnect: part })
