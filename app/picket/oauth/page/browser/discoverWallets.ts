import { discoverEvmWallets } from '../../../../../extensions/gate-block/src/wallets/discoverEvmWallets.ts'
import { discoverSolanaWallets } from '../../../../../extensions/gate-block/src/wallets/discoverSolanaWallets.ts'
import type {
  EvmWallet,
  SolanaWallet,
  Wallet,
} from '../../../../../extensions/gate-block/src/wallets/types.ts'
import type { ChainChoice } from '../types.ts'

export type DiscoverWalletsParameters = {
  /** The families that a login may use; wallets of other families are not discovered. */
  readonly families: readonly ChainChoice['family'][]
  readonly onChange: (wallets: readonly Wallet[]) => void
  readonly wait: (callback: () => void, milliseconds: number) => void
  readonly signal: AbortSignal
}

/** Discover this browser's wallets; `onChange` gets all known ones each time one is added or removed. */
export function discoverWallets({ families, onChange, wait, signal }: DiscoverWalletsParameters): void {
  let evm: readonly EvmWallet[] = []
  let solana: readonly SolanaWallet[] = []
  const tell = () => onChange([...evm, ...solana])
  if (families.includes('evm')) {
    const keep = (found: readonly EvmWallet[]) => {
      evm = found
      tell()
    }
    discoverEvmWallets({ window, onChange: keep, wait, signal })
  }
  if (families.includes('solana')) {
    const keep = (found: readonly SolanaWallet[]) => {
      // Clients of the API sign texts, so this page lists only wallets that can.
      solana = found.filter(({ provider }) => provider.features['solana:signMessage'])
      tell()
    }
    discoverSolanaWallets({ window, onChange: keep, signal })
  }
}

/** The chain family of a wallet's accounts. */
export function familyOfWallet({ family = 'evm' }: Wallet): ChainChoice['family'] {
  return family
}
