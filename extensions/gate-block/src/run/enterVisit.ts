import type { CheckRequest } from '../api/types.ts'
import { unlockGates } from '../api/unlockGates.ts'
import { loginWithWallet } from '../loginWithWallet.ts'
import { maskAddress } from '../show/maskAddress.ts'
import { showWalletIcon } from '../show/showWallets.ts'
import type { Wallet } from '../wallets/types.ts'
import { checkVisit } from './checkVisit.ts'
import { tellFailure } from './tellFailure.ts'
import type { GateRun } from './types.ts'

export type EnterVisitParameters = {
  readonly wallet: Wallet
  /** Whether to sign a transaction instead of a text. */
  readonly isLedger: boolean
}

/** Log in with a wallet and check its gates. */
export async function enterVisit(run: GateRun, parameters: EnterVisitParameters): Promise<void> {
  const { wallet, isLedger } = parameters
  const { element, config, dispatch } = run
  const { proxyPath } = config
  const signal = run.begin()
  showWalletIcon({ element, wallet, showsIcons: config.showsIcons })
  dispatch({ kind: 'walletChosen', wallet: wallet.name ?? config.texts.browserWallet })
  try {
    let address = ''
    const onAccount = (account: string) => {
      address = maskAddress(account)
      dispatch({ kind: 'accountGiven', address })
    }
    const login = await loginWithWallet({ config, wallet, isLedger, onAccount, signal })
    dispatch({ kind: 'checkStarted', address, isSilent: false })
    const session = run.findVisit()?.session ?? null
    const unlock = (request: CheckRequest) => unlockGates({ proxyPath, login, request, session, signal })
    await checkVisit(run, { address, session: '', isPressed: true, unlock, signal })
  } catch (error) {
    tellFailure(run, { error, signal })
  }
}
