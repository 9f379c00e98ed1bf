import { readWallet } from '../../core/accessToken/readWallet.ts'
import type { AccessClaims, IssuedToken, WalletGrant } from '../../core/accessToken/types.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import {
  createTokenBalances,
  formatKnownBalances,
  type KnownBalance,
  listBalances,
} from '../../core/flatRequirement/balances.ts'
import { composeNamedClaims } from '../../core/flatRequirement/composeNamedClaims.ts'
import { isOnList, isSameId, listIds } from '../../core/flatRequirement/evaluateFlatRequirement.ts'
import { hasTokens } from '../../core/flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../../core/flatRequirement/types.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { issueAccessToken } from './issueAccessToken.ts'
import { checkMet, proveRequirement } from './proveRequirement.ts'
import { readAccessToken } from './readAccessToken.ts'
import {
  type ReadTokenBalancesParameters,
  type ReadTokenBalancesResult,
  readTokenBalances,
  type TokenReadPorts,
} from './readTokenBalances.ts'

export type AuthorizeWalletParameters = {
  readonly project: Project
  /** The client whose limit counts the chain reads, beside the project's; null to count the project only. */
  readonly client: ClientAddress | null
  readonly accessToken: string
  readonly requirement: FlatRequirement | null
  /** The chain that the request names, or null. */
  readonly chain: ChainSlug | null
  /** Whether to read every balance again, whatever its age. */
  readonly revalidate: boolean
}

/** Seconds after which a balance in a token is read again. */
const BALANCE_LIFE = 60

/**
 * Prove more about a logged-in wallet, and issue a token that holds the old token's balances and the new ones.
 *
 * The project's stored requirement must still be met. Balances in the old access token that are older than a minute are
 * read again in the same request. So a sold token does not survive in the new one. The new access token ends when the
 * login ends.
 * @throws what readAccessToken and proveRequirement throw
 */
export async function authorizeWallet(
  ctx: TokenReadPorts &
    Needs<'issuer' | 'tokens' | 'revokedTokens' | 'createRandomHex' | 'toChecksumAddress'>,
  { project, client, accessToken, chain: expected, requirement, revalidate }: AuthorizeWalletParameters,
): Promise<IssuedToken> {
  const claims = await readAccessToken(ctx, { project, accessToken, chain: expected })
  const chain = loadChain(claims.chain)
  const wallet = readWallet(claims)
  const user = { project, client }
  const stored = project.requirement
  if (stored && stored.chain !== chain.slug) {
    await proveRequirement(ctx, { user, wallet, chain: loadChain(stored.chain), flat: stored.flat })
  }
  const own = stored?.chain === chain.slug ? stored.flat : null
  const flats = [own, requirement].filter((flat) => flat !== null)
  const asked = flats
    .filter((flat) => hasTokens(flat) && !isOnList(flat, wallet.address))
    .flatMap((flat) => listIds(flat))
  const { balances, unread } = await renewBalances(ctx, { user, chain, wallet, claims, asked, revalidate })
  for (const flat of flats) checkMet({ chain, wallet, flat, balances, unread })
  const { walletAddress, displayAddress, fmt } = claims
  const named = composeNamedClaims({ flat: requirement ?? own, balances: createTokenBalances(balances) })
  const grant: WalletGrant = {
    chain: chain.slug,
    walletAddress,
    displayAddress,
    kind: wallet.kind,
    format: fmt ?? 'siwe',
    ...formatKnownBalances(balances),
    ...(named && { named }),
  }
  const login = { sid: claims.sid ?? claims.tid, expiresAt: claims.exp }
  return issueAccessToken(ctx, { project, grant, login })
}

/** Read the asked balances that are not fresh in the token, and all other stale ones. The asked balances come last. */
async function renewBalances(
  ctx: TokenReadPorts,
  {
    claims,
    asked,
    revalidate,
    ...of
  }: Omit<ReadTokenBalancesParameters, 'ids'> & {
    claims: AccessClaims
    asked: ReturnType<typeof listIds>
    revalidate: boolean
  },
): Promise<ReadTokenBalancesResult> {
  const findAsked = ({ kind, id }: { kind: string; id: string }) =>
    asked.find((one) => one.kind === kind && isSameId(one.id, id))
  // Ids take the spelling of the present request.
  const said = listBalances(claims).map((balance) => ({
    ...balance,
    id: findAsked(balance)?.id ?? balance.id,
  }))
  const isYoung = ({ readAt }: KnownBalance) => !revalidate && readAt > ctx.now() - BALANCE_LIFE
  const fresh = said.filter(isYoung)
  const missing = asked.filter((id) => !fresh.some((one) => one.kind === id.kind && one.id === id.id))
  const stale = said.filter((balance) => !isYoung(balance) && !findAsked(balance))
  const ids = [...missing, ...stale.map(({ kind, id }) => ({ kind, id }))]
  const read = await readTokenBalances(ctx, { ...of, ids })
  const all = [...fresh, ...read.balances]
  return {
    // A full token drops balances from the front, so the asked ones come last.
    balances: [...all.filter((id) => !findAsked(id)), ...all.filter(findAsked)],
    unread: read.unread.filter(findAsked),
  }
}
