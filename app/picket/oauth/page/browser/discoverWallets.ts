import { discoverEvmWallets } from '../../../../../extensions/gate-block/src/wallets/discoverEvmWallets.ts'
import { discoverSolanaWallets } from '../../../../../extensions/gate-block/src/wallets/discoverSolanaWallets.ts'
import type {
  EvmWallet,
  SolanaWallet,
  Wallet,
} from '../../../../../extensions/gate-block/src/wallets/types.ts'
import type { ChainChoice } from '../types.ts'

export type DiscoverWalletsParameters = {
  /** Those a login may be on: wallets of other families are not looked for. */
  readonly families: readonly ChainChoice['family'][]
  readonly onChange: (wallets: readonly Wallet[]) => void
  readonly wait: (callback: () => void, milliseconds: number) => void
  readonly signal: AbortSignal
}

/** Look for this browser's wallets, and tell of all that are known each time there is one more or one less. */
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
      // Clients of the API sign texts, and so does this page.
      solana = found.filter(({ provider }) => provider.features['solana:signMessage'])
      tell()
    }
    discoverSolanaWallets({ window, onChange: keep, signal })
  }
}

/** The family that a wallet's accounts are of. */
export function familyOfWallet({ family = 'evm' }: Wallet): ChainChoice['family'] {
  return family
}
