import { isPending, isRejection } from '../../../extensions/gate-block/src/wallets/isRejection.ts'
import { requestAccount } from '../../../extensions/gate-block/src/wallets/requestAccount.ts'
import { signMessage } from '../../../extensions/gate-block/src/wallets/signMessage.ts'
import type { EvmWallet } from '../../../extensions/gate-block/src/wallets/types.ts'
import type {
  AuthState,
  ChainInfo,
  ConnectRequest,
  ConnectResponse,
  NonceResponse,
  SigningContext,
} from '../../../public/palisade.d.ts'
import { composeSigningMessage } from '../composeSigningMessage.ts'
import type { Press, Screen } from '../dialog/describeScreen.ts'
import { PicketError } from '../PicketError.ts'

/** The dialog of one call. */
export type Dialog = {
  /** Show a screen. Resolves with the pressed button or the chosen wallet; rejects if the dialog is closed. */
  readonly ask: (screen: Screen) => Promise<Press | EvmWallet>
  readonly nameChain: (name: string) => void
  readonly close: () => void
}

export type RunWalletDialogParameters = {
  readonly request: ConnectRequest
  readonly dialog: Dialog
  readonly chainInfo: (chain: string) => Promise<ChainInfo>
  readonly nonce: (request: {
    chain: string
    walletAddress: string
    locale: string
  }) => Promise<NonceResponse>
  readonly auth: (request: {
    chain: string
    walletAddress: string
    signature: string
    context: SigningContext
    requirements: ConnectRequest['requirements']
  }) => Promise<AuthState>
  /** The calling page. */
  readonly site: { readonly host: string; readonly origin: string }
  readonly locale: string
  readonly now: () => Date
}

/**
 * Run one call's dialog: choose a wallet, show the account, sign and, if requested, check; repeated as often as the
 * person likes. Shares no state with other calls.
 * @throws {PicketError} if the dialog is closed: the last refusal, else `closed`.
 */
export async function runWalletDialog(parameters: RunWalletDialogParameters): Promise<ConnectResponse> {
  const { request, dialog } = parameters
  const chain = request.chain || 'ethereum'
  let wallet: EvmWallet | null = null
  let last: PicketError | null = null
  /** Await `work` while a screen is shown; null if the person leaves the screen first. */
  const during = async <Result>(screen: Screen, work: Promise<Result>): Promise<Result | null> => {
    const left = dialog.ask(screen).then(() => null)
    return Promise.race([work, left])
  }

  try {
    for (;;) {
      if (!wallet) {
        const chosen = await dialog.ask({ kind: 'choosing' })
        if (typeof chosen !== 'string') wallet = chosen
        continue
      }
      last = null
      const one: EvmWallet = wallet
      let address: string | undefined
      try {
        const walletAddress = await during(
          { kind: 'connecting', wallet: one },
          requestAccount({ provider: one.provider }),
        )
        if (walletAddress) {
          address = walletAddress
          const signing = { kind: 'signing', wallet: one, address } as const
          const signed = await during(signing, sign({ ...parameters, chain, wallet: one, walletAddress }))
          const checking = { kind: 'checking', wallet: one, address } as const
          const auth =
            signed && request.doAuth
              ? await during(checking, parameters.auth({ ...signed, requirements: request.requirements }))
              : undefined
          if (signed) return { ...signed, provider: one.provider, ...(auth ? { auth } : {}) }
        }
        wallet = null
      } catch (caught) {
        const error = toPicketError(caught)
        if (error.reason === 'closed') throw error
        last = error
        if (error.reason === 'not-eligible' || error.reason === 'not-allowed') request.onRefused?.(error)
        const press = await dialog.ask({
          kind: 'failed',
          wallet: one,
          error,
          ...(address ? { address } : {}),
        })
        if (press !== 'again') wallet = null
      }
    }
  } catch (error) {
    // If the dialog is closed after a refusal, the call rejects with that refusal.
    throw last ?? error
  } finally {
    dialog.close()
  }
}

type SignParameters = RunWalletDialogParameters & {
  readonly chain: string
  readonly wallet: EvmWallet
  readonly walletAddress: string
}

async function sign(parameters: SignParameters) {
  const { chain, wallet, walletAddress, chainInfo, nonce, dialog, site, locale, now } = parameters
  const [record, issued] = await Promise.all([chainInfo(chain), nonce({ chain, walletAddress, locale })])
  dialog.nameChain(record.chainName)
  const context: SigningContext = {
    domain: site.host,
    uri: site.origin,
    issuedAt: now().toISOString(),
    chainId: record.chainId,
    chainType: record.chainType,
    locale,
  }
  const message = composeSigningMessage({ ...issued, walletAddress, ...context })
  const signature = await signMessage({ provider: wallet.provider, address: walletAddress, message })
  return { walletAddress, signature, context, chain }
}

function toPicketError(error: unknown): PicketError {
  if (error instanceof PicketError) return error
  const reason = isPending(error) ? 'wallet-busy' : isRejection(error) ? 'rejected' : 'wallet'
  const msg =
    reason === 'rejected'
      ? 'The user declined the request.'
      : String((error as Error)?.message ?? error) || 'The wallet did not answer.'
  return new PicketError(reason, { msg })
}
