import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import { InputError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { chooseLoginSite } from '../../core/login/chooseLoginSite.ts'
import { composeLoginMessage } from '../../core/login/composeLoginMessage.ts'
import { composeLoginTemplate } from '../../core/login/composeLoginTemplate.ts'
import type { IssuedLogin, IssuedNonce } from '../../core/login/types.ts'
import type { VisitKey } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'
import { limitClient } from './limitClient.ts'
import { limitProven } from './limitProven.ts'
import { toLoginFields } from './toLoginFields.ts'

export type IssueNonceParameters = {
  readonly myshopifyDomain: string
  /** Host that Shopify forwarded; used only if it is one of the shop's own domains. */
  readonly requestedDomain: string | null
  readonly clientAddress: ClientAddress | null
  /** The wallet that will sign; both absent before one is connected. */
  readonly chain?: string | undefined
  readonly walletAddress?: string | undefined
  /** `memo` for a Solana wallet that cannot sign texts; it needs the wallet. */
  readonly method?: 'memo' | undefined
  /** The key that will sign the visit's requests; absent for a visit that cannot be renewed. */
  readonly key?: VisitKey | null | undefined
}

const STATEMENT = 'Show this shop which tokens your wallet holds. This is free and sends no transaction.'
/** A memo holds 566 bytes, and a Ledger shows them line by line. */
const MEMO_STATEMENT = 'Show this shop your tokens. Free, never sent.'
const NONCE_LIFE = 120

/**
 * Issue a login and store it until it is signed, at most two minutes. Each call makes a new nonce. The storefront asks
 * before a wallet is connected, so that the wallet can be asked at once when the shopper taps.
 *
 * Costs three statements: the shop, the limits, the nonce. The client and the shop are counted, a wallet is not.
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID, ERR_BODY_INVALID for a memo without a Solana wallet
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
    | 'hashVisitKey'
    | 'composeMemoTransaction'
  >,
  parameters: IssueNonceParameters,
): Promise<IssuedLogin> {
  const { method = 'text', clientAddress } = parameters
  const wallet = findWallet(parameters)
  if (method === 'memo' && wallet?.chain !== 'solana') throw noMemo()
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const limited = { request: 'nonce', shop, walletAddress: null, clientAddress } as const
  await limitClient(ctx, limited)
  await limitProven(ctx, limited)
  const issuedAt = ctx.now()
  const nonce: IssuedNonce = {
    value: ctx.createRandomHex(16),
    door: 'proxy',
    shopId: shop.id,
    wallet,
    ...chooseLoginSite({ ...shop, requestedDomain: parameters.requestedDomain }),
    statement: method === 'memo' ? MEMO_STATEMENT : STATEMENT,
    method,
    keyThumbprint: parameters.key ? ctx.hashVisitKey(parameters.key) : null,
    issuedAt,
    expiresAt: issuedAt + NONCE_LIFE,
  }
  const message = wallet
    ? composeLoginMessage(toLoginFields(ctx, { nonce, wallet }))
    : composeLoginTemplate({ ...nonce, nonce: nonce.value })
  const transaction =
    wallet && method === 'memo' && !isEvmAddress(wallet.address)
      ? ctx.composeMemoTransaction({ address: wallet.address, text: message })
      : null
  await ctx.nonces.issue(nonce)
  return { ...nonce, message, ...(transaction === null ? {} : { transaction }) }
}

function findWallet({
  chain: slug,
  walletAddress,
}: Pick<IssueNonceParameters, 'chain' | 'walletAddress'>): IssuedNonce['wallet'] {
  if (slug === undefined || walletAddress === undefined) return null
  const chain = loadChain(slug)
  return { chain: chain.slug, address: parseWalletAddress({ family: chain.family, text: walletAddress }) }
}

function noMemo(): InputError {
  return new InputError('ERR_BODY_INVALID', 'Only a Solana wallet can sign in with a memo.', {
    hint: 'Remove the method, or name the wallet and its chain.',
  })
}
