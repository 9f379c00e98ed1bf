import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { ChainFamily } from '../../core/chain/types.ts'
import { InputError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { chooseLoginSite } from '../../core/login/chooseLoginSite.ts'
import { composeLoginMessage } from '../../core/login/composeLoginMessage.ts'
import { formatLoginChainId } from '../../core/login/formatLoginChainId.ts'
import type { IssuedNonce, LoginMethod } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'
import { limitClient } from './limitClient.ts'
import { limitProven } from './limitProven.ts'

export type IssueNonceParameters = {
  readonly myshopifyDomain: string
  /** Host that Shopify forwarded; used only if it is one of the shop's own domains. */
  readonly requestedDomain: string | null
  readonly clientAddress: ClientAddress | null
  readonly chain: string
  readonly walletAddress: string
  /** `memo` for a Solana wallet that cannot sign texts. */
  readonly method?: 'memo' | undefined
  /** RFC 7638 thumbprint of the key that will sign the visit's requests; absent for a visit that cannot be renewed. */
  readonly keyThumbprint?: string | null | undefined
}
/** The nonce; for a memo also the transaction to sign, base64. */
export type IssueNonceResult = IssuedNonce & { readonly transaction?: string }

const STATEMENT = 'Show this shop which tokens your wallet holds. This is free and sends no transaction.'
/** A memo holds 566 bytes, and a Ledger shows them line by line. */
const MEMO_STATEMENT = 'Show this shop your tokens. Free, never sent.'
const NONCE_LIFE = 120

/**
 * Compose a login for a wallet and store it until it is signed, at most two minutes. Each call makes a new nonce.
 *
 * Costs three statements: the shop, the limits, the nonce.
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID, ERR_BODY_INVALID for a memo on a chain other than Solana
 * @throws {LoginError} ERR_LOGIN_MISMATCH if the text is too long for a memo
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function issueNonce(
  ctx: Needs<
    | 'now'
    | 'createRandomHex'
    | 'shops'
    | 'limits'
    | 'limitFactor'
    | 'nonces'
    | 'toChecksumAddress'
    | 'composeMemoTransaction'
  >,
  parameters: IssueNonceParameters,
): Promise<IssueNonceResult> {
  const chain = loadChain(parameters.chain)
  const format = chooseMethod({ family: chain.family, method: parameters.method })
  const walletAddress = parseWalletAddress({ family: chain.family, text: parameters.walletAddress })
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const limited = { request: 'nonce', shop, walletAddress, clientAddress: parameters.clientAddress } as const
  await limitClient(ctx, limited)
  await limitProven(ctx, limited)
  const issuedAt = ctx.now()
  const expiresAt = issuedAt + NONCE_LIFE
  const value = ctx.createRandomHex(16)
  const statement = format === 'memo' ? MEMO_STATEMENT : STATEMENT
  const message = composeLoginMessage({
    ...chooseLoginSite({ ...shop, requestedDomain: parameters.requestedDomain }),
    family: chain.family,
    address: isEvmAddress(walletAddress) ? ctx.toChecksumAddress(walletAddress) : walletAddress,
    statement,
    chainId: formatLoginChainId(chain),
    nonce: value,
    issuedAt,
    expiresAt,
    keyThumbprint: parameters.keyThumbprint ?? null,
  })
  const transaction =
    format === 'memo' && !isEvmAddress(walletAddress)
      ? ctx.composeMemoTransaction({ address: walletAddress, text: message })
      : null
  const nonce: IssuedNonce = {
    value,
    door: 'proxy',
    shopId: shop.id,
    chain: chain.slug,
    walletAddress,
    message,
    statement,
    format,
    issuedAt,
    expiresAt,
  }
  await ctx.nonces.issue(nonce)
  return transaction === null ? nonce : { ...nonce, transaction }
}

function chooseMethod({
  family,
  method,
}: {
  family: ChainFamily
  method: IssueNonceParameters['method']
}): LoginMethod {
  if (family === 'solana') return method ?? 'siws'
  if (method === undefined) return 'siwe'
  throw new InputError('ERR_BODY_INVALID', 'Only a Solana wallet can sign in with a memo.', {
    hint: 'Remove the method.',
  })
}
