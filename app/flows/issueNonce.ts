import { loadChain } from '../core/chain/loadChain.ts'
import { parseAddress } from '../core/chain/parseAddress.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import { chooseLoginSite } from '../core/login/chooseLoginSite.ts'
import { composeLoginMessage } from '../core/login/composeLoginMessage.ts'
import type { IssuedNonce } from '../core/login/types.ts'
import type { Needs } from './context.ts'
import { limitRequests } from './limitRequests.ts'

export type IssueNonceParameters = {
  readonly myshopifyDomain: string
  /** The host the shopper is on, as Shopify forwarded it; believed only if it is the shop's own. */
  readonly requestedDomain: string | null
  readonly clientAddress: ClientAddress | null
  readonly chain: string
  readonly walletAddress: string
}

const STATEMENT = 'Show this shop which tokens your wallet holds. This is free and sends no transaction.'
const NONCE_LIFE = 120

/**
 * Compose a login for a wallet and keep it until it is signed, at most two minutes. Fresh each time.
 *
 * Costs three statements: the shop, the limits, the nonce.
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} ERR_RATE_LIMITED
 */
export async function issueNonce(
  ctx: Needs<
    'now' | 'randomHex' | 'hashPersonal' | 'shops' | 'limits' | 'limitFactor' | 'nonces' | 'toChecksumAddress'
  >,
  parameters: IssueNonceParameters,
): Promise<IssuedNonce> {
  const chain = loadChain(parameters.chain)
  const walletAddress = parseAddress(parameters.walletAddress)
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const { clientAddress } = parameters
  await limitRequests(ctx, { request: 'nonce', shop, clientAddress, walletAddress })
  const issuedAt = ctx.now()
  const value = ctx.randomHex(16)
  const message = composeLoginMessage({
    ...chooseLoginSite({ ...shop, requestedDomain: parameters.requestedDomain }),
    address: ctx.toChecksumAddress(walletAddress),
    statement: STATEMENT,
    chainId: chain.id,
    nonce: value,
    issuedAt,
    expiresAt: issuedAt + NONCE_LIFE,
  })
  const nonce: IssuedNonce = {
    value,
    door: 'proxy',
    shopId: shop.id,
    chain: chain.slug,
    walletAddress,
    message,
    statement: STATEMENT,
    format: 'siwe',
    issuedAt,
    expiresAt: issuedAt + NONCE_LIFE,
  }
  await ctx.nonces.issue(nonce)
  return nonce
}
