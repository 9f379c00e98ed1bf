import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import type { EvmAddress, SolanaAddress, WalletAddress } from '../../core/chain/types.ts'
import { LoginError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { checkLoginMessage } from '../../core/login/checkLoginMessage.ts'
import { checkSignedText } from '../../core/login/checkSignedText.ts'
import { formatLoginChainId } from '../../core/login/formatLoginChainId.ts'
import { parseLoginMessage } from '../../core/login/parseLoginMessage.ts'
import type { IssuedNonce, ProvenWallet } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'
import { limitProven } from './limitProven.ts'

export type LoginWithWalletParameters = {
  readonly shop: Shop
  readonly nonce: string
  readonly walletAddress: WalletAddress
  /** Hex of an EVM wallet's signature over the stored message; base58 or base64 of a Solana wallet's. */
  readonly signature: string
  /**
   * Base64 of what a Solana wallet reports as signed: the text of `solana:signIn`, or the memo's transaction; else
   * null.
   */
  readonly signedMessage: string | null
}
/** The wallet that signed, and the message. */
export type LoginWithWalletResult = { readonly wallet: ProvenWallet; readonly message: string }
export type LoginWithWalletNeeds = Needs<
  | 'now'
  | 'nonces'
  | 'limits'
  | 'limitFactor'
  | 'recoverEvmAddress'
  | 'findContractSigned'
  | 'verifySolanaSignature'
  | 'verifyMemoTransaction'
>

/**
 * Verify that a wallet signed a login of this shop, then consume the nonce.
 *
 * The signature is verified before the nonce is consumed: a wrong signature consumes no login, and of several right
 * ones one wins. Costs two statements. No chain is read for a wallet with a key.
 * @throws {LoginError} ERR_NONCE_UNKNOWN, ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID
 * @throws {AccessError} ERR_RATE_LIMITED if the wallet or the shop exceeds its limit
 * @throws {UpstreamError} ERR_CHAIN_READ if a contract wallet's chain cannot be read
 */
export async function loginWithWallet(
  ctx: LoginWithWalletNeeds,
  { shop, nonce, walletAddress: address, signature, signedMessage }: LoginWithWalletParameters,
): Promise<LoginWithWalletResult> {
  const key = { value: nonce, door: 'proxy', shopId: shop.id, now: ctx.now() } as const
  const issued = await ctx.nonces.find(key)
  if (!issued) throw unknownNonce()
  // The login names one account. A claim to be another is refused before any cryptography.
  if (issued.walletAddress !== address) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'Another wallet requested this login.', { hint: RETRY })
  }
  checkLoginMessage({
    fields: parseLoginMessage(issued.message),
    allowedDomains: shop.allowedDomains,
    address,
    chainId: formatLoginChainId(loadChain(issued.chain)),
    nonce,
    now: key.now,
  })
  const kind = isEvmAddress(address)
    ? await verifyEvm(ctx, { issued, address, signature })
    : verifySolana(ctx, { issued, address, signature, signedMessage })
  if (!kind) {
    throw new LoginError(
      'ERR_SIGNATURE_INVALID',
      'The signature does not match this wallet and this message.',
      {
        hint: RETRY,
      },
    )
  }
  // Counted only after verification: anybody may request a login for this wallet and send a false signature.
  await limitProven(ctx, { request: 'unlock', shop, clientAddress: null, walletAddress: address })
  if (!(await ctx.nonces.consume(key))) throw unknownNonce()
  return { wallet: { chain: issued.chain, address, kind }, message: issued.message }
}

async function verifyEvm(
  ctx: Needs<'recoverEvmAddress' | 'findContractSigned'>,
  { issued, address, signature }: { issued: IssuedNonce; address: EvmAddress; signature: string },
): Promise<ProvenWallet['kind'] | null> {
  const { message, chain, format } = issued
  if (format !== 'siwe') return null
  if (ctx.recoverEvmAddress({ message, signature }) === address) return 'key'
  const signed = await ctx.findContractSigned({ chain, address, messages: [message], signature })
  return signed === message ? 'contract' : null
}

function verifySolana(
  ctx: Needs<'verifySolanaSignature' | 'verifyMemoTransaction'>,
  {
    issued,
    address,
    signature,
    signedMessage,
  }: { issued: IssuedNonce; address: SolanaAddress; signature: string; signedMessage: string | null },
): ProvenWallet['kind'] | null {
  const { message, format } = issued
  if (format === 'memo') {
    if (signedMessage === null) return null
    const isSigned = ctx.verifyMemoTransaction({ address, text: message, transaction: signedMessage })
    return isSigned ? 'key' : null
  }
  if (format !== 'siws') return null
  // A wallet may write an instant differently. Then it signed its own text, which must have the same meaning.
  const text = signedMessage === null ? message : checkSignedText({ signedMessage, issued: message })
  return ctx.verifySolanaSignature({ address, message: text, signature }) ? 'key' : null
}

const RETRY = 'Connect the wallet again and confirm the message it shows.'

function unknownNonce(): LoginError {
  // Never issued, used, expired and another shop's give one answer, which tells a guesser nothing.
  return new LoginError('ERR_NONCE_UNKNOWN', 'This login was used before or is too old.', { hint: RETRY })
}
