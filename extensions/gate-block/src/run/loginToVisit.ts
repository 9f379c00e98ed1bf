import { type NonceAsk, requestNonce } from '../api/requestNonce.ts'
import type { CheckRequest } from '../api/types.ts'
import { unlockGates } from '../api/unlockGates.ts'
import type { Nonces } from '../createNonces.ts'
import type { CardWallet } from '../flow/types.ts'
import { loginWithWallet } from '../loginWithWallet.ts'
import { formatShortAddress } from '../show/formatShortAddress.ts'
import { renderWalletIcon } from '../show/renderWallets.ts'
import { type FailureReason, reduceAccount, reduceCheck, reduceSlowWallet, reduceWallet } from '../state.ts'
import { checkVisit } from './checkVisit.ts'
import { renderFailure } from './renderFailure.ts'
import type { GateRun } from './types.ts'

export type LoginToVisitParameters = {
  readonly wallet: CardWallet
  /** Whether to sign a transaction instead of a text. */
  readonly isLedger: boolean
  /** Whether the wallet may connect and sign at once. */
  readonly isFirst: boolean
  readonly nonces: Nonces
}

/** A wallet that has not been found for so long may have opened behind this window. */
const HINT_MS = 15_000
/** Less than that: a wallet that has not been asked yet has nothing to show. */
const NONCE_MS = 10_000

/** Log in with a wallet and check its gates. */
export async function loginToVisit(run: GateRun, parameters: LoginToVisitParameters): Promise<void> {
  const { wallet, isLedger, isFirst, nonces } = parameters
  const { element, config, dispatch } = run
  const { proxyPath } = config
  const signal = run.begin()
  renderWalletIcon(element, config.showsIcons ? wallet.icon : null)
  dispatch(reduceWallet, wallet.name ?? config.texts.browserWallet)
  let other: FailureReason = 'wallet'
  const hint = setTimeout(() => signal.aborted || dispatch(reduceSlowWallet), HINT_MS)
  try {
    let address = ''
    const onAccount = (account: string) => {
      signal.throwIfAborted()
      address = formatShortAddress(account)
      dispatch(reduceAccount, address)
    }
    const askNonce = (ask: NonceAsk) => requestNonce({ proxyPath, ask, signal, timeoutMs: NONCE_MS })
    const prepared = isLedger ? null : await nonces.take()
    const how = { isLedger, isFirst, prepared, askNonce, onAccount }
    const login = await loginWithWallet({ config, wallet, ...how })
    signal.throwIfAborted()
    clearTimeout(hint)
    other = 'unknown'
    dispatch(reduceCheck, address, false)
    const session = run.findVisit()?.session ?? null
    const unlock = (request: CheckRequest) => unlockGates({ proxyPath, login, request, session, signal })
    await checkVisit(run, { address, session: '', isPressed: true, unlock, signal })
  } catch (error) {
    renderFailure(run, error, signal, other)
  } finally {
    clearTimeout(hint)
  }
}
