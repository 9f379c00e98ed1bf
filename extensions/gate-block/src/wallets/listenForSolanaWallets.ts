import { readWalletLabel } from './readWalletLabel.ts'
import type { SolanaProvider, SolanaWallet } from './types.ts'

export type ListenForSolanaWalletsParameters = {
  readonly window: EventTarget
  /** Called with all wallets known so far, each time one is added or removed. */
  readonly onChange: (wallets: readonly SolanaWallet[]) => void
  readonly signal: AbortSignal
}

/**
 * Listen for wallets until the signal aborts, and ask present ones to register.
 * @see https://github.com/wallet-standard/wallet-standard/blob/master/packages/core/app/src/wallets.ts
 */
export function listenForSolanaWallets({ window, onChange, signal }: ListenForSolanaWalletsParameters): void {
  const wallets = new Map<unknown, SolanaWallet>()
  let count = 0
  const sendWallets = () => signal.aborted || onChange([...wallets.values()])

  const register = (...announced: readonly unknown[]) => {
    for (const provider of announced) {
      if (wallets.has(provider) || !isProvider(provider)) continue
      count += 1
      const id = `solana-${count}`
      wallets.set(provider, { id, ...readWalletLabel(provider), family: 'solana', provider })
      sendWallets()
    }
    return () => {
      for (const provider of announced) wallets.delete(provider)
      sendWallets()
    }
  }

  const api = { register }
  window.addEventListener(
    'wallet-standard:register-wallet',
    (event) => {
      const { detail: callback } = event as CustomEvent<unknown>
      if (typeof callback === 'function') callback(api)
    },
    { signal },
  )
  window.dispatchEvent(new CustomEvent('wallet-standard:app-ready', { detail: api }))
}

/** Any script of the page can register, so check that a provider can connect and sign for Solana. */
function isProvider(value: unknown): value is SolanaProvider & { name?: unknown; icon?: unknown } {
  const { chains, features } = (value ?? {}) as { chains?: unknown; features?: Record<string, unknown> }
  const can = (feature: string, verb: string) =>
    typeof (features?.[feature] as Record<string, unknown> | undefined)?.[verb] === 'function'
  return (
    Array.isArray(chains) &&
    chains.includes('solana:mainnet') &&
    can('standard:connect', 'connect') &&
    ['signIn', 'signMessage', 'signTransaction'].some((verb) => can(`solana:${verb}`, verb))
  )
}
