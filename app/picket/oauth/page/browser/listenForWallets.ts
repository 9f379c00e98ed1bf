import { listenForEvmWallets } from '../../../../../extensions/gate-block/src/wallets/listenForEvmWallets.ts'
import { listenForSolanaWallets } from '../../../../../extensions/gate-block/src/wallets/listenForSolanaWallets.ts'
import type {
  EvmWallet,
  SolanaWallet,
  Wallet,
} from '../../../../../extensions/gate-block/src/wallets/types.ts'
import type { ChainChoice } from '../types.ts'

export type ListenForWalletsParameters = {
  /** The families that a login may use; wallets of other families are not discovered. */
  readonly families: readonly ChainChoice['family'][]
  readonly onChange: (wallets: readonly Wallet[]) => void
  readonly wait: (callback: () => void, milliseconds: number) => void
  readonly signal: AbortSignal
}

/** Discover this browser's wallets; `onChange` gets all known ones each time one is added or removed. */
export function listenForWallets({ families, onChange, wait, signal }: ListenForWalletsParameters): void {
  let evm: readonly EvmWallet[] = []
  let solana: readonly SolanaWallet[] = []
  const sendWallets = () => onChange([...evm, ...solana])
  if (families.includes('evm')) {
    const addWallets = (found: readonly EvmWallet[]) => {
      evm = found
      sendWallets()
    }
    listenForEvmWallets({ window, onChange: addWallets, wait, signal })
  }
  if (families.includes('solana')) {
    const addWallets = (found: readonly SolanaWallet[]) => {
      // Clients of the API sign texts, so this page lists only wallets that can.
      solana = found.filter(({ provider }) => provider.features['solana:signMessage'])
      sendWallets()
    }
    listenForSolanaWallets({ window, onChange: addWallets, signal })
  }
}

/** The chain family of a wallet's accounts. */
export function familyOfWallet({ family = 'evm' }: Wallet): ChainChoice['family'] {
  return family
}
