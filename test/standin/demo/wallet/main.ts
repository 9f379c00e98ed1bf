import { announceEvmWallet, type DemoEvmWallet } from './announceEvmWallet.ts'
import { announceSolanaWallet, type DemoSolanaWallet } from './announceSolanaWallet.ts'

/** Defined by bundleWallets.ts. */
declare const DEMO_WALLETS: {
  readonly evm: readonly DemoEvmWallet[]
  readonly solana: readonly DemoSolanaWallet[]
}

for (const wallet of DEMO_WALLETS.evm) announceEvmWallet(wallet)
// Browsers sign with Ed25519 only in secure contexts; plain http to another machine is none.
if (window.isSecureContext) for (const wallet of DEMO_WALLETS.solana) announceSolanaWallet(wallet)
