import { isPending, isRejection } from '../../../../../extensions/gate-block/src/wallets/isRejection.ts'
import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { composeSentence } from '../../../words/composeSentence.ts'
import type { PageAnswer, PageFacts } from '../types.ts'
import { createIcon, renderWait } from './render.ts'
import { StepError, sendStep } from './sendStep.ts'
import { openSigner } from './signWith.ts'

export type LoginParameters = {
  readonly wallet: Wallet
  /** Whether to let the person choose the wallet's account. */
  readonly askForAccount: boolean
  /** Whether to sign a transaction, which is never sent, instead of a text. */
  readonly isLedger: boolean
  readonly facts: Extract<PageFacts, { kind: 'login' }>
  readonly chain: { readonly slug: string; readonly name: string }
  /** Called as soon as the address is known, so that error messages can name it. */
  readonly onAddress: (address: string) => void
}
type PreparedLogin = {
  readonly message: string
  readonly walletAddress: string
  readonly context: Readonly<Record<string, unknown>>
  readonly transaction?: string
}

const SLOW_AFTER_MS = 3000

/**
 * Sign in with a wallet: get its account, its signature, and the server's check. Rejects with the wallet's error or a
 * StepError.
 */
export async function login(parameters: LoginParameters): Promise<PageAnswer> {
  const { wallet, facts, chain, isLedger, onAddress } = parameters
  const { query, speech } = facts
  const { dialog, page } = speech
  const name = wallet.name ?? page.browserWallet
  const say = (text: string) => composeSentence(text, { wallet: name, chain: chain.name })
  const wait = (title: string, text: string) =>
    renderWait(say(title), text, createIcon({ icon: wallet.icon, name }))
  wait(page.connecting, page.connectingText)
  if (parameters.askForAccount) await requestAccountChoice(wallet)
  const { walletAddress, sign } = await openSigner(wallet)
  onAddress(walletAddress)
  const prepared = await sendStep<PreparedLogin>({
    step: 'message',
    query,
    chain: chain.slug,
    walletAddress,
    ...(isLedger ? { method: 'memo' } : {}),
  })
  wait(dialog.signing, isLedger ? dialog.signingMemo : dialog.signingText)
  const signed = await sign(prepared)
  const line = wait(dialog.checking, '')
  const slow = setTimeout(() => {
    line.textContent = say(dialog.slow)
  }, SLOW_AFTER_MS)
  try {
    const { walletAddress, context } = prepared
    const step = { step: 'signature', query, chain: chain.slug, walletAddress, context, ...signed }
    return await sendStep<PageAnswer>(step)
  } finally {
    clearTimeout(slow)
  }
}

/** Request a choice of account, because a connected wallet otherwise answers its old account. */
async function requestAccountChoice({ family, provider }: Wallet): Promise<void> {
  // Wallet Standard has no such request: people choose the account in their Solana wallet.
  if (family === 'solana') return
  const permissions = { method: 'wallet_requestPermissions', params: [{ eth_accounts: {} }] }
  await provider.request(permissions).catch((error: unknown) => {
    // Not every wallet supports the request.
    if (isDeclined(error)) throw error
  })
}

/**
 * Whether a memo may help after this failure: the wallet could not sign the text, or the server could not verify its
 * signature.
 */
export function canNeedMemo(error: unknown): boolean {
  if (error instanceof StepError) return error.code === 'ERR_SIGNATURE_INVALID'
  return !isRejection(error) && !isPending(error)
}

/** Whether a login ended because the wallet's owner declined. */
export function isDeclined(error: unknown): boolean {
  return !(error instanceof StepError) && isRejection(error)
}
