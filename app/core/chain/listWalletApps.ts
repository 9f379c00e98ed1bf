import type { ChainFamily } from './types.ts'
import { type WalletApp, walletApps } from './walletApps.ts'

/** List the wallet apps whose accounts can be of one of these families. */
export function listWalletApps({ families }: { families: readonly ChainFamily[] }): readonly WalletApp[] {
  return walletApps.filter((app: WalletApp) => app.families.some((family) => families.includes(family)))
}
