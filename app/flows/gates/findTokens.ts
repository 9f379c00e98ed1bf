import type { TokenDescription } from '../../core/chain/describe.ts'
import { familyOf, familyOfAddress } from '../../core/chain/familyOf.ts'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import type { ChainSlug, WalletAddress } from '../../core/chain/types.ts'
import { parseOrNull } from '../../core/gate/parseOrNull.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isName } from '../../core/list/parseListAddress.ts'
import { composeTokenRead } from '../../core/token/composeTokenRead.ts'
import { listTokenMatches } from '../../core/token/listTokenMatches.ts'
import type { KnownToken } from '../../core/token/types.ts'
import type { Needs } from '../context.ts'
import { describeToken } from './describeToken.ts'
import { listShopTokens } from './listShopTokens.ts'

/** A token that was found. `held` in base units; null if no wallet was asked about. */
export type FoundToken = {
  readonly token: KnownToken
  readonly isUsed: boolean
  /** As its chain describes it; null if the chain did not answer. */
  readonly description: TokenDescription | null
  readonly held: bigint | null
}

export type FindTokensResult = {
  readonly tokens: readonly FoundToken[]
  /** The wallet whose tokens were looked for; null for a search by name. */
  readonly wallet: WalletAddress | null
  /** Chains of the wallet that did not answer. */
  readonly unread: readonly ChainSlug[]
}

const MOST_FOUND = 8

/**
 * Find tokens without their address: by name or symbol among the well-known ones and those that the shop's gates name,
 * or by a wallet that holds them, which may be written as an ENS name. Without a text: the shop's tokens.
 */
export async function findTokens(
  ctx: Needs<
    | 'gates'
    | 'canReadChain'
    | 'describeContract'
    | 'listKnownTokens'
    | 'readBalances'
    | 'readEnsAddresses'
    | 'showAgeSeconds'
  >,
  { shop, text }: { shop: Shop; text: string },
): Promise<FindTokensResult> {
  const used = await listShopTokens(ctx, { shop })
  const tokens = mergeTokens([...used, ...(await ctx.listKnownTokens())]).filter(({ chain }) =>
    ctx.canReadChain(chain),
  )
  const keys = new Set(used.map(keyOf))
  const asked = text.trim()
  const wallet = await readWallet(ctx, asked)
  if (wallet) return findHeld(ctx, { wallet, tokens, keys })
  const matches =
    asked === ''
      ? tokens.filter((token) => keys.has(keyOf(token))).slice(0, MOST_FOUND)
      : listTokenMatches({ text: asked, tokens, most: MOST_FOUND })
  const found = await Promise.all(matches.map((token) => describeFound(ctx, { token, keys, held: null })))
  return { tokens: found.filter((one) => one !== null), wallet: null, unread: [] }
}

type Find = { readonly tokens: readonly KnownToken[]; readonly keys: ReadonlySet<string> }

async function findHeld(
  ctx: Needs<'readBalances' | 'describeContract' | 'showAgeSeconds'>,
  { wallet, tokens, keys }: Find & { wallet: WalletAddress },
): Promise<FindTokensResult> {
  const own = tokens.filter(({ chain }) => familyOf(chain) === familyOfAddress(wallet))
  const reads = own.map((token) => composeTokenRead({ token, owner: wallet }))
  const balances = await ctx.readBalances({ reads, maxAgeSeconds: ctx.showAgeSeconds })
  const held = own.flatMap((token, i) => {
    const balance = balances[i]
    return balance?.kind === 'read' && balance.amount > 0n ? [{ token, held: balance.amount }] : []
  })
  const found = await Promise.all(
    held.slice(0, MOST_FOUND).map((one) => describeFound(ctx, { ...one, keys })),
  )
  // A single contract that cannot be read is no chain that does not answer.
  const unread = balances.flatMap((one) =>
    one.kind === 'unread' && one.code === 'ERR_CHAIN_READ' && one.chain ? [one.chain] : [],
  )
  return { tokens: found.filter((one) => one !== null), wallet, unread: [...new Set(unread)] }
}

/** Null if the chain says that there is no token at the address. */
async function describeFound(
  ctx: Needs<'describeContract'>,
  { token, keys, held }: { token: KnownToken; keys: ReadonlySet<string>; held: bigint | null },
): Promise<FoundToken | null> {
  const { chain, contract } = token
  const description = await describeToken(ctx, { chain, contract })
  if (description?.kind === 'unknown') return null
  return { token, isUsed: keys.has(keyOf(token)), description, held }
}

async function readWallet(ctx: Needs<'readEnsAddresses'>, text: string): Promise<WalletAddress | null> {
  const address = parseOrNull(() => parseAnyAddress(text))
  if (address || !isName(text)) return address
  const [answer] = await ctx.readEnsAddresses({ names: [text] })
  return answer?.kind === 'found' ? answer.address : null
}

function mergeTokens(tokens: readonly KnownToken[]): KnownToken[] {
  const found = new Map<string, KnownToken>()
  for (const token of tokens) if (!found.has(keyOf(token))) found.set(keyOf(token), token)
  return [...found.values()]
}

function keyOf({ chain, contract }: KnownToken): string {
  return `${chain} ${contract}`
}
