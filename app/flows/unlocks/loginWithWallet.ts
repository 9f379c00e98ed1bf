import { familyOfAddress, isEvmAddress, isSolanaAddress, keyChainOf } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import type {
  ChainSlug,
  EvmAddress,
  FlowAddress,
  SolanaAddress,
  WalletAddress,
} from '../../core/chain/types.ts'
import { LoginError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Known } from '../../core/known.ts'
import { planStorefrontLeases } from '../../core/limit/planStorefrontLeases.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { checkLoginMessage } from '../../core/login/checkLoginMessage.ts'
import { checkSignedText } from '../../core/login/checkSignedText.ts'
import { composeLoginMessage, type LoginFields } from '../../core/login/composeLoginMessage.ts'
import type { IssuedNonce, ProvenWallet } from '../../core/login/types.ts'
import type { NewVisit } from '../../ports/visits.ts'
import { findFlowSigned } from '../api/findFlowSigned.ts'
import type { Needs } from '../context.ts'
import { toLoginFields } from './toLoginFields.ts'

export type LoginWithWalletParameters = {
  readonly shop: Known<Shop>
  /** Loads the gates that the login is for, once the signature is verified. */
  readonly loadGates: () => Promise<readonly Known<Gate>[]>
  readonly nonce: string
  readonly walletAddress: WalletAddress
  /** The chain that the text names; absent if the nonce was issued for one, or the wallet's family has a single one. */
  readonly chain?: string | undefined
  /** Hex of an EVM wallet's signature over the text; base58 or base64 of a Solana wallet's; FCL's JSON of a Flow wallet's. */
  readonly signature: string
  /**
   * Base64 of what the wallet reports as signed, if it composed that itself: the text of `solana:signIn` or ERC-7846, or
   * the memo's transaction; else null.
   */
  readonly signedMessage: string | null
  readonly clientAddress: ClientAddress | null
  /** Verifies the key that signed the request; answers its thumbprint, or null if none did. */
  readonly verifyKey: () => Promise<string | null>
  /** The visit that the login begins; null if it begins none yet. */
  readonly planVisit: (proven: LoginWithWalletResult) => NewVisit | null
}
/** The wallet that signed, the message, the key that the message names for the visit, and the gates. */
export type LoginWithWalletResult = {
  readonly gates: readonly Known<Gate>[]
  readonly wallet: ProvenWallet
  readonly message: string
  readonly keyThumbprint: string | null
}
export type LoginWithWalletNeeds = Needs<
  | 'now'
  | 'nonces'
  | 'limitFactor'
  | 'recoverEvmAddress'
  | 'findContractSigned'
  | 'verifySolanaSignature'
  | 'verifyMemoTransaction'
  | 'readFlowKeys'
  | 'listFlowSigners'
  | 'toChecksumAddress'
>

/**
 * Verify that a wallet signed a login of this shop, then consume the nonce.
 *
 * The text is composed for the account and the chain that the caller claims, so a signature of another account, or for
 * another chain, does not fit it. The signature is verified before the nonce is consumed: a wrong signature consumes no
 * login, and of several right ones one wins. The client is counted before anything is verified.
 *
 * Costs one statement: it checks that the shop and the gates are as this process knows them, counts the wallet and the
 * shop, uses the nonce up and begins the visit. Another one finds a nonce that another process has issued, or takes the
 * client's unit if the nonce did not take it. No chain is read for a wallet with a key, but on Flow, whose keys are on
 * chain: one request.
 * @throws {LoginError} ERR_NONCE_UNKNOWN, ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID. @throws {InputError} ERR_CHAIN_UNKNOWN
 * @throws {AccessError} ERR_RATE_LIMITED if the wallet or the shop exceeds its limit
 * @throws {ConflictError} ERR_SHOP_CHANGED
 * @throws {UpstreamError} ERR_CHAIN_READ if the chain of a contract wallet, or Flow, cannot be read
 */
export async function loginWithWallet(
  ctx: LoginWithWalletNeeds,
  parameters: LoginWithWalletParameters,
): Promise<LoginWithWalletResult> {
  const { shop, nonce, walletAddress: address, chain: claimed } = parameters
  const { clientAddress, signature, signedMessage } = parameters
  const key = { value: nonce, door: 'proxy', shopId: shop.id, now: ctx.now() } as const
  const issued = await findNonce(ctx, { shop, clientAddress, key })
  const signedBy = await parameters.verifyKey()
  if (!issued) throw unknownNonce()
  const chain = chooseLoginChain({ issued, address, claimed })
  const fields = toLoginFields(ctx, { nonce: issued, wallet: { chain, address } })
  checkLoginMessage({
    ...{ fields, address, nonce },
    allowedDomains: shop.allowedDomains,
    chainId: fields.chainId,
    now: key.now,
  })
  // Else whoever sees the wallet's signature could begin the visit with a key of their own.
  if (fields.keyThumbprint !== null && fields.keyThumbprint !== signedBy) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'The key that the login names did not sign this request.', {
      hint: RETRY,
    })
  }
  const { method } = issued
  const proven = isEvmAddress(address)
    ? await verifyEvm(ctx, { chain, method, fields, signature, signedMessage, address })
    : isSolanaAddress(address)
      ? verifySolana(ctx, { chain, method, fields, signature, signedMessage, address })
      : await verifyFlow(ctx, { chain, method, fields, signature, signedMessage, address })
  if (!proven) {
    throw new LoginError(
      'ERR_SIGNATURE_INVALID',
      'The signature does not match this wallet and this message.',
      {
        hint: RETRY,
      },
    )
  }
  const { keyThumbprint } = fields
  const gates = await parameters.loadGates()
  const wallet = { chain, address, kind: proven.kind }
  const result = { wallet, message: proven.message, keyThumbprint, gates }
  const visit = parameters.planVisit(result)
  await consumeNonce(ctx, { shop, walletAddress: address, gates, key, visit })
  return result
}

type NonceKey = Parameters<LoginWithWalletNeeds['nonces']['find']>[0]

/** Count the client, and find the nonce. @throws {AccessError} ERR_RATE_LIMITED */
async function findNonce(
  ctx: Needs<'nonces' | 'limitFactor'>,
  parameters: Pick<LoginWithWalletParameters, 'shop' | 'clientAddress'> & { readonly key: NonceKey },
): Promise<IssuedNonce | null> {
  const { shop, clientAddress, key } = parameters
  const { client } = planStorefrontLeases({
    ...{ request: 'unlock', shopId: shop.id, clientAddress, walletAddress: null },
    ...{ now: key.now, factor: ctx.limitFactor },
  })
  const found = await ctx.nonces.find(key, client)
  if ('nonce' in found) return found.nonce
  throw tooManyRequests({ retryAfter: Math.max(1, found.short.expiresAt - key.now) })
}

async function consumeNonce(
  ctx: Needs<'nonces' | 'limitFactor'>,
  parameters: Pick<LoginWithWalletParameters, 'shop' | 'walletAddress'> & {
    readonly gates: readonly Known<Gate>[]
    readonly key: NonceKey
    readonly visit: NewVisit | null
  },
): Promise<void> {
  const { shop, gates, walletAddress, key, visit } = parameters
  // Counted only after verification: anybody may send a false signature for this wallet.
  const { proven } = planStorefrontLeases({
    ...{ request: 'unlock', shopId: shop.id, clientAddress: null, walletAddress },
    ...{ now: key.now, factor: ctx.limitFactor },
  })
  const known = { shop, gates }
  const outcome = await ctx.nonces.consume(key, { known, counters: proven, ahead: [], visit })
  if (outcome === 'unknown') throw unknownNonce()
  if (outcome !== 'consumed') throw tooManyRequests({ retryAfter: Math.max(1, outcome.expiresAt - key.now) })
}

/** The chain of the login, which has the family of the wallet. @throws {LoginError} ERR_LOGIN_MISMATCH */
function chooseLoginChain({
  issued: { wallet },
  address,
  claimed,
}: {
  issued: IssuedNonce
  address: WalletAddress
  claimed: string | undefined
}): ChainSlug {
  // A login that was issued for one account is for no other: a false claim is refused before any cryptography.
  if (wallet && wallet.address !== address) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'Another wallet requested this login.', { hint: RETRY })
  }
  const family = familyOfAddress(address)
  const slug = wallet?.chain ?? claimed ?? (family === 'evm' ? null : keyChainOf(address))
  const chain = slug === null ? null : loadChain(slug)
  if (chain?.family !== family || (claimed !== undefined && claimed !== chain.slug)) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'The login names no chain of this wallet.', { hint: RETRY })
  }
  return chain.slug
}

type SignedLogin<Address extends WalletAddress> = Pick<IssuedNonce, 'method'> &
  Pick<LoginWithWalletParameters, 'signature' | 'signedMessage'> & {
    readonly chain: ChainSlug
    readonly address: Address
    readonly fields: LoginFields
  }
type Proven = { readonly kind: ProvenWallet['kind']; readonly message: string } | null

/** What was signed: the issued text, or the wallet's own, which must have the same meaning. */
function readSignedText({ fields, signedMessage }: SignedLogin<WalletAddress>): string {
  return signedMessage === null
    ? composeLoginMessage(fields)
    : checkSignedText({ signedMessage, expected: fields })
}

async function verifyEvm(
  ctx: Needs<'recoverEvmAddress' | 'findContractSigned'>,
  login: SignedLogin<EvmAddress>,
): Promise<Proven> {
  const { chain, method, address, signature } = login
  if (method !== 'text') return null
  const message = readSignedText(login)
  if (ctx.recoverEvmAddress({ message, signature }) === address) return { kind: 'key', message }
  const signed = await ctx.findContractSigned({ chain, address, messages: [message], signature })
  return signed === message ? { kind: 'contract', message } : null
}

function verifySolana(
  ctx: Needs<'verifySolanaSignature' | 'verifyMemoTransaction'>,
  login: SignedLogin<SolanaAddress>,
): Proven {
  const { method, address, fields, signature, signedMessage } = login
  if (method === 'memo') {
    const message = composeLoginMessage(fields)
    if (signedMessage === null) return null
    const isSigned = ctx.verifyMemoTransaction({ address, text: message, transaction: signedMessage })
    return isSigned ? { kind: 'key', message } : null
  }
  const message = readSignedText(login)
  return ctx.verifySolanaSignature({ address, message, signature }) ? { kind: 'key', message } : null
}

/** Flow's wallets compose no text of their own. */
async function verifyFlow(
  ctx: Needs<'readFlowKeys' | 'listFlowSigners'>,
  login: SignedLogin<FlowAddress>,
): Promise<Proven> {
  const { chain, method, address, fields, signature, signedMessage } = login
  if (method !== 'text' || signedMessage !== null) return null
  const message = composeLoginMessage(fields)
  const signed = await findFlowSigned(ctx, { chain, address, signature, messages: [message] })
  return signed === message ? { kind: 'key', message } : null
}

const RETRY = 'Connect the wallet again and confirm the message it shows.'

function unknownNonce(): LoginError {
  // Never issued, used, expired and another shop's give one answer, which tells a guesser nothing.
  return new LoginError('ERR_NONCE_UNKNOWN', 'This login was used before or is too old.', { hint: RETRY })
}
