import { listenForEvmWallets } from '../../extensions/gate-block/src/wallets/listenForEvmWallets.ts'
import { listenForSolanaWallets } from '../../extensions/gate-block/src/wallets/listenForSolanaWallets.ts'
import type { Wallet } from '../../extensions/gate-block/src/wallets/types.ts'

export type StartWalletsParameters = {
  /** Called with all wallets known so far, each time that changes. */
  readonly onChange: (wallets: readonly Wallet[]) => void
  readonly signal: AbortSignal
}

/** Find the wallets of this browser as they appear: EIP-6963 and Wallet Standard. On a server there are none. */
export function startWallets({ onChange, signal }: StartWalletsParameters): void {
  if (typeof window === 'undefined') return
  const found: Record<'evm' | 'solana', readonly Wallet[]> = { evm: [], solana: [] }
  const add = (family: 'evm' | 'solana') => (wallets: readonly Wallet[]) => {
    found[family] = wallets
    onChange([...found.evm, ...found.solana])
  }
  listenForEvmWallets({ window, onChange: add('evm'), wait: setTimeout, signal })
  listenForSolanaWallets({ window, onChange: add('solana'), signal })
}
