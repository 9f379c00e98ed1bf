import type { IssuedToken, WalletGrant } from '../core/accessToken/types.ts'
import { loadChain } from '../core/chain/loadChain.ts'
import { parseAddress } from '../core/chain/parseAddress.ts'
import type { ChainSlug } from '../core/chain/types.ts'
import { indexBalances, listBalances, packBalances } from '../core/flatRequirement/balances.ts'
import { findBalance, isOnList, listIds } from '../core/flatRequirement/evaluateFlatRequirement.ts'
import { namesToken } from '../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../core/flatRequirement/types.ts'
import type { ClientAddress } from '../core/limit/types.ts'
import type { ProvenWallet } from '../core/login/types.ts'
import type { Project } from '../core/project/types.ts'
import type { Needs } from './context.ts'
import { issueAccessToken } from './issueAccessToken.ts'
import { requireMet } from './proveRequirement.ts'
import { readAccessToken } from './readAccessToken.ts'
import { readTokenBalances, type TokenReadPorts } from './readTokenBalances.ts'

export type AuthorizeWalletParameters = {
  readonly project: Project
  /** Whom chain reads are counted on beside the project; null for nobody. */
  readonly client: ClientAddress | null
  readonly accessToken: string
  readonly requirement: FlatRequirement | null
  /** The chain that the caller means, where it says one. */
  readonly chain: ChainSlug | null
  /** Whether to read everything again, however young. */
  readonly revalidate: boolean
}

/** Seconds for which a balance in a token is believed. */
const BALANCE_LIFE = 60

/**
 * Prove more about a wallet that is logged in, and answer a token that says it beside what the old one said.
 *
 * What the old token says and is older than a minute is read again in the same request, so that nothing sold lives on
 * in a new token. The new token ends when the login does.
 * @throws what readAccessToken and proveRequirement throw
 */
export async function authorizeWallet(
  ctx: TokenReadPorts & Needs<'issuer' | 'tokens' | 'revokedTokens' | 'randomHex' | 'toChecksumAddress'>,
  { project, client, accessToken, chain: expected, requirement, revalidate }: AuthorizeWalletParameters,
): Promise<IssuedToken> {
  const claims = await readAccessToken(ctx, { project, accessToken, chain: expected })
  const chain = loadChain(claims.chain)
  const kind = claims.wallet ?? 'key'
  const wallet: ProvenWallet = { chain: chain.slug, address: parseAddress(claims.walletAddress), kind }
  const said = listBalances(claims)
  const fresh = said.filter(({ readAt }) => !revalidate && readAt > ctx.now() - BALANCE_LIFE)
  const balances = indexBalances(fresh)
  const asksTokens = requirement && namesToken(requirement) && !isOnList(requirement, wallet.address)
  const asked = asksTokens ? listIds(requirement) : []
  const stale = said.filter((balance) => !fresh.includes(balance))
  const askedAnew = asked.filter((id) => findBalance({ balances, ...id }) === undefined)
  const others = stale.filter((id) => !askedAnew.some((one) => one.kind === id.kind && one.id === id.id))
  const ids = [...askedAnew, ...others.map(({ kind, id }) => ({ kind, id }))]
  const read = await readTokenBalances(ctx, { user: { project, client }, chain, wallet, ids })
  // What is asked comes last: a full token drops from the front.
  const isAsked = (id: { kind: string; id: string }) =>
    asked.some((one) => one.kind === id.kind && one.id === id.id)
  const all = [...fresh, ...read.balances]
  const known = [...all.filter((id) => !isAsked(id)), ...all.filter(isAsked)]
  if (requirement) {
    const unread = read.unread.filter(isAsked)
    requireMet({ chain, wallet, flat: requirement, balances: known, unread })
  }
  const { walletAddress, displayAddress, fmt } = claims
  const grant: WalletGrant = {
    chain: chain.slug,
    walletAddress,
    displayAddress,
    kind,
    format: fmt ?? 'siwe',
    ...packBalances(known),
  }
  const login = { sid: claims.sid ?? claims.tid, expiresAt: claims.exp }
  return issueAccessToken(ctx, { project, grant, login })
}
