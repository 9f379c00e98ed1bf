import type { WalletAddress } from '../../core/chain/types.ts'
import type { BadLineReason } from '../../core/list/types.ts'
import type { Needs } from '../context.ts'

/** A name's address, or why there is none. */
export type NameAnswer =
  | { readonly kind: 'address'; readonly address: WalletAddress }
  | { readonly kind: 'bad'; readonly reason: BadLineReason }

/** Resolve names to addresses with ENS. Names of other services, and all names of a server without Ethereum, are bad. */
export async function readNames(
  ctx: Needs<'readEnsAddresses'>,
  { names }: { names: readonly string[] },
): Promise<NameAnswer[]> {
  if (names.length === 0) return []
  const answers = await ctx.readEnsAddresses({ names })
  return names.map((name, i) => {
    const answer = answers[i]
    if (OTHER_SERVICE.test(name)) return { kind: 'bad', reason: 'name-service' }
    if (answer?.kind === 'found') return { kind: 'address', address: answer.address }
    return { kind: 'bad', reason: answer?.kind === 'none' ? 'name-unknown' : 'name-unread' }
  })
}

/** Solana's names, which no service of Ethereum resolves. */
const OTHER_SERVICE = /\.(?:sol|bonk|skr)$/i
