import { announceEvmWallet, type DemoEvmWallet } from './announceEvmWallet.ts'
import { announceSolanaWallet, type DemoSolanaWallet } from './announceSolanaWallet.ts'

/** Given by bundleWallets.ts. */
declare const DEMO_WALLETS: {
  readonly evm: readonly DemoEvmWallet[]
  readonly solana: readonly DemoSolanaWallet[]
}

for (const wallet of DEMO_WALLETS.evm) announceEvmWallet(wallet)
// The browser signs with Ed25519 on safe origins only; http on another machine's address is none.
if (window.isSecureContext) for (const wallet of DEMO_WALLETS.solana) announceSolanaWallet(wallet)
