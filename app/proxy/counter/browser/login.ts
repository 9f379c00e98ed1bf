import { requestNonce } from '../../../../extensions/gate-block/src/api/requestNonce.ts'
import { unlockGates } from '../../../../extensions/gate-block/src/api/unlockGates.ts'
import { loginWithWallet } from '../../../../extensions/gate-block/src/loginWithWallet.ts'
import { writeKeyedVisit } from '../../../../extensions/gate-block/src/session/writeKeyedVisit.ts'
import { findVisit } from '../../../../extensions/gate-block/src/session/writeVisit.ts'
import { listenForEvmWallets } from '../../../../extensions/gate-block/src/wallets/listenForEvmWallets.ts'
import { listenForSolanaWallets } from '../../../../extensions/gate-block/src/wallets/listenForSolanaWallets.ts'
import type { Wallet } from '../../../../extensions/gate-block/src/wallets/types.ts'

/** Find the wallets of this browser as they appear. */
export function listenForWallets(onChange: (wallets: readonly Wallet[]) => void): void {
  const { signal } = new AbortController()
  const found: Record<'evm' | 'solana', readonly Wallet[]> = { evm: [], solana: [] }
  const add = (family: 'evm' | 'solana') => (wallets: readonly Wallet[]) => {
    found[family] = wallets
    onChange([...found.evm, ...found.solana])
  }
  listenForEvmWallets({ window, onChange: add('evm'), wait: setTimeout, signal })
  listenForSolanaWallets({ window, onChange: add('solana'), signal })
}

/**
 * Log in with a wallet, as the card of a product does, and store the visit for all pages of the shop. It names no gate:
 * the till judges those.
 * @throws {GateError}, or the wallet's own error
 */
export async function loginToShop({
  proxyPath,
  shop,
  wallet,
}: {
  readonly proxyPath: string
  readonly shop: string
  readonly wallet: Wallet
}): Promise<string> {
  const { signal } = new AbortController()
  const login = await loginWithWallet({
    config: { gates: [] },
    ...{ wallet, isLedger: false, isFirst: false, prepared: null },
    askNonce: (ask) => requestNonce({ proxyPath, ask, signal }),
    onAccount: () => undefined,
  })
  const answer = await unlockGates({
    ...{ proxyPath, login, signal, session: findVisit(shop)?.session ?? null },
    request: { gates: [], lines: [] },
  })
  await writeKeyedVisit({ shop, session: answer.session, address: null })
  return answer.session
}
