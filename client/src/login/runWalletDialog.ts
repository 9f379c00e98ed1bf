import { canSignMemo, openSigner, type Signer } from '../../../app/picket/oauth/page/browser/signWith.ts'
import { isPending, isRejection } from '../../../extensions/gate-block/src/wallets/isRejection.ts'
import type { Wallet } from '../../../extensions/gate-block/src/wallets/types.ts'
import type {
  AuthRequest,
  AuthState,
  ChainInfo,
  ConnectRequest,
  ConnectResponse,
  NonceRequest,
  NonceResponse,
  SigningContext,
  SolanaConnectResponse,
} from '../../../public/palisade.d.ts'
import { composeSigningMessage } from '../composeSigningMessage.ts'
import type { Press, Screen } from '../dialog/describeScreen.ts'
import { PicketError } from '../PicketError.ts'

/** The dialog of one call. */
export type Dialog = {
  /** Show a screen. Resolves with the pressed button or the chosen wallet; rejects if the dialog is closed. */
  readonly ask: (screen: Screen) => Promise<Press | Wallet>
  readonly nameChain: (name: string) => void
  readonly close: () => void
}

export type RunWalletDialogParameters = {
  readonly request: ConnectRequest
  readonly dialog: Dialog
  readonly chainInfo: (chain: string) => Promise<ChainInfo>
  readonly nonce: (request: NonceRequest) => Promise<NonceResponse>
  readonly auth: (request: AuthRequest) => Promise<AuthState>
  /** The calling page. */
  readonly site: { readonly host: string; readonly origin: string }
  readonly locale: string
  readonly now: () => Date
}
type Connected = ConnectResponse | SolanaConnectResponse

/**
 * Run one call's dialog: choose a wallet, show the account, sign and, if requested, check; repeated as often as the
 * person likes. Shares no state with other calls.
 * @throws {PicketError} if the dialog is closed: the last refusal, else `closed`.
 */
export async function runWalletDialog(parameters: RunWalletDialogParameters): Promise<Connected> {
  const { request, dialog } = parameters
  let wallet: Wallet | null = null
  let isMemo = false
  let last: PicketError | null = null
  try {
    for (;;) {
      if (!wallet) {
        const chosen = await dialog.ask({ kind: 'choosing' })
        if (typeof chosen !== 'string') wallet = chosen
        isMemo = false
        continue
      }
      last = null
      const turn = await runTurn({ ...parameters, wallet, isMemo })
      if (turn.kind === 'connected') return turn.connected
      if (turn.kind === 'left') {
        wallet = null
        continue
      }
      const { error, address } = turn
      last = error
      if (error.reason === 'not-eligible' || error.reason === 'not-allowed') request.onRefused?.(error)
      const shown = { wallet, ...(address ? { address } : {}) }
      const canHelp = !isMemo && address !== undefined && canNeedMemo({ wallet, error })
      const press = await dialog.ask(
        canHelp ? { kind: 'ledger', ...shown } : { kind: 'failed', ...shown, error },
      )
      if (press === 'ledger') isMemo = true
      else if (press !== 'again') wallet = null
    }
  } catch (error) {
    // If the dialog is closed after a refusal, the call rejects with that refusal.
    throw last ?? error
  } finally {
    dialog.close()
  }
}

type TurnParameters = RunWalletDialogParameters & {
  readonly wallet: Wallet
  /** Whether to sign a Solana transaction that carries the text, instead of the text. */
  readonly isMemo: boolean
}
type Turn =
  | { readonly kind: 'connected'; readonly connected: Connected }
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly error: PicketError; readonly address: string | undefined }

/** Run one attempt with a wallet. @throws {PicketError} `closed` */
async function runTurn(parameters: TurnParameters): Promise<Turn> {
  const { wallet, isMemo, request, dialog } = parameters
  const chain = request.chain || 'ethereum'
  let address: string | undefined
  /** Await `work` while a screen is shown; null if the person leaves the screen first. */
  const during = <Result>(
    kind: 'connecting' | 'signing' | 'signingMemo' | 'checking',
    work: Promise<Result>,
  ) => Promise.race([work, dialog.ask({ kind, wallet, ...(address ? { address } : {}) }).then(() => null)])
  try {
    const signer = await during('connecting', openSigner(wallet))
    if (!signer) return { kind: 'left' }
    address = signer.walletAddress
    const signed = await during(isMemo ? 'signingMemo' : 'signing', sign({ ...parameters, chain, signer }))
    if (!signed) return { kind: 'left' }
    const { provider } = wallet
    if (!request.doAuth) return { kind: 'connected', connected: { ...signed, provider } as Connected }
    const { requirements } = request
    const auth = await during(
      'checking',
      parameters.auth({ ...signed, ...(requirements ? { requirements } : {}) }),
    )
    return auth
      ? { kind: 'connected', connected: { ...signed, provider, auth } as Connected }
      : { kind: 'left' }
  } catch (caught) {
    const error = toPicketError(caught)
    if (error.reason === 'closed') throw error
    return { kind: 'failed', error, address }
  }
}

async function sign(parameters: TurnParameters & { readonly chain: string; readonly signer: Signer }) {
  const { chain, signer, isMemo, chainInfo, nonce, dialog, site, locale, now } = parameters
  const { walletAddress } = signer
  const asked = { chain, walletAddress, locale }
  const [record, early] = await Promise.all([chainInfo(chain), isMemo ? null : nonce(asked)])
  dialog.nameChain(record.chainName)
  const context: SigningContext = {
    domain: site.host,
    uri: site.origin,
    issuedAt: now().toISOString(),
    chainId: record.chainId,
    chainType: record.chainType,
    locale,
  }
  const issued = early ?? (await nonce({ ...asked, method: 'memo', context }))
  const message = composeSigningMessage({ ...issued, walletAddress, ...context })
  const { transaction } = issued
  const signed = await signer.sign({ walletAddress, message, ...(transaction ? { transaction } : {}) })
  return { walletAddress, ...signed, context, chain }
}

/** Whether a memo may help after this failure: the wallet could not sign the text, or its signature was not of it. */
function canNeedMemo({ wallet, error }: { wallet: Wallet; error: PicketError }): boolean {
  return canSignMemo(wallet) && (error.reason === 'wallet' || error.error === 'ERR_SIGNATURE_INVALID')
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
