import { readWalletLabel } from './readWalletLabel.ts'
import type { EvmProvider, EvmWallet } from './types.ts'

export type ListenForEvmWalletsParameters = {
  readonly window: EventTarget & { readonly ethereum?: unknown }
  /** Called with all wallets known so far, each time one is added. */
  readonly onChange: (wallets: readonly EvmWallet[]) => void
  readonly wait: (callback: () => void, milliseconds: number) => void
  readonly signal: AbortSignal
}

/**
 * Listen for wallets until the signal aborts, and ask present ones to announce themselves. While none has done so,
 * `window.ethereum` counts as a wallet: after 300 ms, and up to 3 seconds, because some browsers add it late. Answers a
 * function that looks again.
 * @see https://eips.ethereum.org/EIPS/eip-6963
 */
export function listenForEvmWallets({
  window,
  onChange,
  wait,
  signal,
}: ListenForEvmWalletsParameters): () => void {
  const wallets = new Map<string, EvmWallet>()

  window.addEventListener(
    'eip6963:announceProvider',
    (event) => {
      const wallet = parseAnnouncement((event as CustomEvent<unknown>).detail)
      if (!wallet || wallets.has(wallet.id)) return
      wallets.delete('legacy')
      wallets.set(wallet.id, wallet)
      onChange([...wallets.values()])
    },
    { signal },
  )
  const ask = () => window.dispatchEvent(new Event('eip6963:requestProvider'))
  ask()

  const look = () => {
    if (signal.aborted || wallets.size > 0) return
    ask()
    if (wallets.size > 0 || !isProvider(window.ethereum)) return
    wallets.set('legacy', { id: 'legacy', name: null, icon: null, provider: window.ethereum })
    onChange([...wallets.values()])
  }
  for (const ms of [300, 1000, 3000]) wait(look, ms)
  window.addEventListener('ethereum#initialized', look, { signal })
  return look
}

/**
 * Parse an announcement, or answer null if it has not the shape of a wallet: any script of the page can announce. Icons
 * must be data URIs.
 */
function parseAnnouncement(detail: unknown): EvmWallet | null {
  const { info, provider } = (detail ?? {}) as { info?: Partial<Record<string, unknown>>; provider?: unknown }
  if (!info || typeof info.uuid !== 'string' || typeof info.name !== 'string' || !isProvider(provider))
    return null
  return { id: info.uuid, ...readWalletLabel(info), provider }
}

function isProvider(value: unknown): value is EvmProvider {
  return typeof (value as EvmProvider | undefined)?.request === 'function'
}
