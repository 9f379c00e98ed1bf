import { discountNameOf } from '../../core/gate/discountName.ts'
import { isShareLetter, listGiven, type ReactionKind } from '../../core/gate/reactionKinds.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Opening } from '../../core/settlement/listOpenings.ts'
import { formatShortAddress } from '../formatShortAddress.ts'
import { composeTokenName } from '../tokens/formatTokens.ts'
import type { GivenView, OpeningView } from './views.ts'

/** The name of a gate as shoppers read it; null for one that is gone. */
export function findGateName(gates: readonly Gate[], number: number): string | null {
  const gate = gates.find((one) => one.number === number)
  return gate ? discountNameOf(gate) : null
}

/** Format what opened the gates of an order. */
export function formatOpenings({
  openings,
  gates,
  wallets,
  hasPass,
  titles,
}: {
  readonly openings: readonly Opening[]
  readonly gates: readonly Gate[]
  /** The wallets of the order's shopper, by whom a gate was opened that counts no uses. */
  readonly wallets: readonly string[]
  /** Whether a pass of the staff opened a gate. */
  readonly hasPass: (gate: number) => boolean
  /** What was bought, by line. */
  readonly titles: ReadonlyMap<number, string>
}): OpeningView[] {
  return openings.map(({ gate, tokens, wallets: counted, reaction, lineIds }) => {
    const names = tokens.map(composeTokenName)
    const [wallet] = counted.length > 0 ? counted : wallets
    const by = hasPass(gate)
      ? ({ kind: 'pass', name: null } as const)
      : names.length > 0
        ? ({ kind: 'token', name: names.join(', ') } as const)
        : ({ kind: 'wallet', name: wallet === undefined ? null : formatShortAddress(wallet) } as const)
    return {
      by,
      gate: findGateName(gates, gate),
      gives: reaction ? formatGiven(reaction) : [],
      items: [...new Set(lineIds.flatMap((id) => titles.get(id) ?? []))],
    }
  })
}

function formatGiven(reaction: NonNullable<Opening['reaction']>): GivenView[] {
  return listGiven(reaction).map((kind) => ({ kind, ...formatAmount(kind, reaction.price) }))
}

/** A share in percent, or an amount in the shop's currency, as a decimal. */
function formatAmount(
  kind: ReactionKind,
  price: NonNullable<Opening['reaction']>['price'],
): { readonly percent?: number; readonly amount?: number } {
  if (!price || kind === 'exclusive' || kind === 'freeShipping') return {}
  // Both are small: a browser formats them as numbers.
  return isShareLetter(price.kind)
    ? { percent: Number(price.amount) / 100 }
    : { amount: Number(price.amount) / 1000 }
}
