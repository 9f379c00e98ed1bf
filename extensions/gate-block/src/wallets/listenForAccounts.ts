import type { CardWallet } from '../flow/types.ts'
import type { SolanaAccount } from './types.ts'

/**
 * Call back with the account that a wallet shows whenever that changes, null if it has disconnected. A wallet without
 * events is not noticed.
 * @see https://eips.ethereum.org/EIPS/eip-1193#events
 */
export function listenForAccounts(wallet: CardWallet, onChange: (address: string | null) => void): void {
  const { provider, family } = wallet
  if (family === 'solana') {
    provider.features['standard:events']?.on(
      'change',
      ({ accounts }: { accounts?: readonly SolanaAccount[] }) => {
        if (accounts) onChange(accounts[0]?.address ?? null)
      },
    )
    return
  }
  // A disconnection comes with an error, which has no first account.
  for (const event of ['accountsChanged', 'disconnect'] as const)
    provider.on?.(event, (accounts) => onChange((accounts as readonly string[] | null)?.[0] ?? null))
}
