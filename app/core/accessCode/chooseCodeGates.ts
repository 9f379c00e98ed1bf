import { toProofReaction } from '../gate/reaction.ts'
import { isDiscounting } from '../gate/reactionKinds.ts'
import type { Gate } from '../gate/types.ts'
import { comparePrices } from '../proof/comparePrices.ts'

/**
 * Most price codes in one checkout. Shopify takes five codes off prices and one off shipping.
 *
 * @see https://help.shopify.com/manual/discounts/discount-combinations
 */
const MOST_PRICES = 5

/**
 * Choose the open gates that get a code: those with the best prices for the shopper, and one with free shipping unless
 * a chosen one gives it already. Ties go to the lower number. Where carts carry no proofs (`admits`), exclusive gates
 * without a discount follow: their code alone shows that the shopper opened them.
 */
export function chooseCodeGates<G extends Pick<Gate, 'number' | 'reaction'>>(
  open: readonly G[],
  { admits }: { admits: boolean },
): G[] {
  const chosen = chooseDiscounts(open)
  const closed = open
    .filter(({ reaction }) => admits && reaction.exclusive && !isDiscounting(reaction))
    .sort((a, b) => a.number - b.number)
  return [...chosen, ...closed].slice(0, MOST_PRICES + 1)
}

function chooseDiscounts<G extends Pick<Gate, 'number' | 'reaction'>>(open: readonly G[]): G[] {
  const priced = open
    .filter(({ reaction }) => reaction.price !== null)
    .sort(compareWorth)
    .slice(0, MOST_PRICES)
  if (priced.some(({ reaction }) => isDiscounting(reaction, 'shipping'))) return priced
  const [shipping] = open
    .filter(({ reaction }) => reaction.price === null && isDiscounting(reaction, 'shipping'))
    .sort((a, b) => a.number - b.number)
  return shipping ? [...priced, shipping] : priced
}

type Priced = Pick<Gate, 'number' | 'reaction'>

function compareWorth(a: Priced, b: Priced): number {
  const [x, y] = [toProofReaction(a.reaction).price, toProofReaction(b.reaction).price]
  return (x && y && comparePrices(x, y)) || a.number - b.number
}
