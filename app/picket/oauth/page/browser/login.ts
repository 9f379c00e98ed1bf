import { isRejection } from '../../../../../extensions/gate-block/src/wallets/isRejection.ts'
import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { texts } from '../texts.ts'
import type { PageAnswer, PageFacts } from '../types.ts'
import { askServer, StepError } from './askServer.ts'
import { makeIcon, showWait } from './show.ts'
import { openSigner } from './signWith.ts'

export type LoginParameters = {
  readonly wallet: Wallet
  /** Whether the wallet may be asked which of its accounts. */
  readonly askForAccount: boolean
  readonly facts: Extract<PageFacts, { kind: 'login' }>
  readonly chain: { readonly slug: string; readonly name: string }
  /** Told as soon as it is known, for what is said when it fails. */
  readonly onAddress: (address: string) => void
}
type PreparedLogin = {
  readonly message: string
  readonly walletAddress: string
  readonly context: Readonly<Record<string, unknown>>
}

const SLOW_AFTER_MS = 3000

/** Sign in with a wallet: its account, its signature, our check. Rejects with the wallet's error or a StepError. */
export async function login(parameters: LoginParameters): Promise<PageAnswer> {
  const { wallet, facts, chain, onAddress } = parameters
  const { query } = facts
  const name = wallet.name ?? texts.unnamedWallet
  showWait(texts.connecting(name), texts.connectingText, makeIcon(wallet))
  if (parameters.askForAccount) await askForAccount(wallet)
  const { walletAddress, sign } = await openSigner(wallet)
  onAddress(walletAddress)
  const prepared = await askServer<PreparedLogin>({
    step: 'message',
    query,
    chain: chain.slug,
    walletAddress,
  })
  showWait(texts.signing(name), texts.signingText, makeIcon(wallet))
  const signature = await sign({ address: prepared.walletAddress, message: prepared.message })
  const line = showWait(texts.checking, '', makeIcon(wallet))
  const slow = setTimeout(() => {
    line.textContent = texts.checkingSlow(chain.name)
  }, SLOW_AFTER_MS)
  try {
    const { context } = prepared
    const signed = { walletAddress: prepared.walletAddress, signature, context }
    return await askServer<PageAnswer>({ step: 'signature', query, chain: chain.slug, ...signed })
  } finally {
    clearTimeout(slow)
  }
}

/** A wallet that was connected before answers its old account unless it is asked for another. */
async function askForAccount({ family, provider }: Wallet): Promise<void> {
  // Wallet Standard has no such question: wallets of Solana have the account chosen in themselves.
  if (family === 'solana') return
  const permissions = { method: 'wallet_requestPermissions', params: [{ eth_accounts: {} }] }
  await provider.request(permissions).catch((error: unknown) => {
    // Not every wallet knows the question.
    if (isDeclined(error)) throw error
  })
}

/** Whether a login ended because the wallet's owner said no. */
export function isDeclined(error: unknown): boolean {
  return !(error instanceof StepError) && isRejection(error)
}
