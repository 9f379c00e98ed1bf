import { isSolanaAddress } from '../../core/chain/familyOf.ts'
import { loadChain, unknownChain } from '../../core/chain/loadChain.ts'
import { findOwnChain } from '../../core/chain/ownChains.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import { InputError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Known } from '../../core/known.ts'
import { planStorefrontLeases } from '../../core/limit/planStorefrontLeases.ts'
import { tooManyRequests } from '../../core/limit/tooManyRequests.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { chooseLoginSite } from '../../core/login/chooseLoginSite.ts'
import { composeLoginMessage } from '../../core/login/composeLoginMessage.ts'
import { composeLoginTemplate } from '../../core/login/composeLoginTemplate.ts'
import type { IssuedLogin, IssuedNonce } from '../../core/login/types.ts'
import type { VisitKey } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'
import { runUnchanged } from './runUnchanged.ts'
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
 * Costs one statement: it checks that the shop is as this process knows it, counts the client and the shop, takes the
 * unit that the client's unlock will need, and stores the nonce. A shop that this process does not know costs one more.
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID, ERR_BODY_INVALID for a memo without a Solana wallet
 * @throws {LoginError} ERR_LOGIN_MISMATCH if the text is too long for a memo
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function issueNonce(
  ctx: Needs<
    | 'now'
    | 'createRandomHex'
    | 'shops'
    | 'limitFactor'
    | 'nonces'
    | 'toChecksumAddress'
    | 'hashVisitKey'
    | 'composeMemoTransaction'
  >,
  parameters: IssueNonceParameters,
): Promise<IssuedLogin> {
  const wallet = findWallet(parameters)
  if (parameters.method === 'memo' && wallet?.chain !== 'solana') throw noMemo()
  return runUnchanged(async () => {
    const shop = await ctx.shops.loadKnown(parameters.myshopifyDomain)
    const login = composeLogin(ctx, parameters, { shop, wallet })
    await writeNonce(ctx, { shop, clientAddress: parameters.clientAddress, login })
    return login
  })
}

/** Compose a new login, with its text and its transaction. */
function composeLogin(
  ctx: Needs<'now' | 'createRandomHex' | 'toChecksumAddress' | 'hashVisitKey' | 'composeMemoTransaction'>,
  parameters: IssueNonceParameters,
  { shop, wallet }: { readonly shop: Shop; readonly wallet: IssuedNonce['wallet'] },
): IssuedLogin {
  const { method = 'text', requestedDomain, key } = parameters
  const issuedAt = ctx.now()
  const { primaryDomain, allowedDomains } = shop
  const { domain, uri } = chooseLoginSite({ requestedDomain, primaryDomain, allowedDomains })
  const nonce: IssuedNonce = {
    value: ctx.createRandomHex(16),
    door: 'proxy',
    shopId: shop.id,
    wallet,
    domain,
    uri,
    statement: method === 'memo' ? MEMO_STATEMENT : STATEMENT,
    method,
    keyThumbprint: key ? ctx.hashVisitKey(key) : null,
    issuedAt,
    expiresAt: issuedAt + NONCE_LIFE,
  }
  const message = wallet
    ? composeLoginMessage(toLoginFields(ctx, { nonce, wallet }))
    : composeLoginTemplate({ ...nonce, nonce: nonce.value })
  const transaction =
    wallet && method === 'memo' && isSolanaAddress(wallet.address)
      ? ctx.composeMemoTransaction({ address: wallet.address, text: message })
      : null
  return transaction === null ? { ...nonce, message } : { ...nonce, message, transaction }
}

/** Count the client and the shop, and store the nonce. @throws {AccessError} ERR_RATE_LIMITED */
async function writeNonce(
  ctx: Needs<'now' | 'limitFactor' | 'nonces'>,
  parameters: Pick<IssueNonceParameters, 'clientAddress'> & {
    readonly shop: Known<Shop>
    readonly login: IssuedLogin
  },
): Promise<void> {
  const { shop, clientAddress, login } = parameters
  const now = ctx.now()
  const counted = { shopId: shop.id, clientAddress, walletAddress: null, now, factor: ctx.limitFactor }
  const plan = planStorefrontLeases({ ...counted, request: 'nonce' })
  const short = await ctx.nonces.issue(login, {
    known: { shop, gates: [] },
    counters: [...plan.client, ...plan.proven],
    ahead: planStorefrontLeases({ ...counted, request: 'unlock' }).client,
  })
  if (short) throw tooManyRequests({ retryAfter: Math.max(1, short.expiresAt - now) })
}

function findWallet({
  chain: slug,
  walletAddress,
}: Pick<IssueNonceParameters, 'chain' | 'walletAddress'>): IssuedNonce['wallet'] {
  if (slug === undefined || walletAddress === undefined) return null
  const chain = loadChain(slug)
  // Every server can name Flow, and only some can read it.
  if (chain.family === 'flow' && findOwnChain(chain.slug) === null) throw unknownChain()
  return { chain: chain.slug, address: parseWalletAddress({ family: chain.family, text: walletAddress }) }
}

function noMemo(): InputError {
  return new InputError('ERR_BODY_INVALID', 'Only a Solana wallet can sign in with a memo.', {
    hint: 'Remove the method, or name the wallet and its chain.',
  })
}
