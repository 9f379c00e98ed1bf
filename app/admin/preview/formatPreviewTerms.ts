import type { GateForm } from '../../core/gate/form.ts'
import { formatPrice } from '../formatReaction.ts'
import type { Standing } from '../formatStanding.ts'
import { placePreview } from './placePreview.ts'

/** What of a gate's form its terms are read from. */
export type PreviewTerms = Pick<GateForm, 'reaction' | 'cap' | 'limits' | 'guard' | 'schedule'>

/**
 * Say what else a gate gives beside its title, and on which terms; numbers that are not written yet are left out. Of
 * one that is shut only why.
 *
 * @see extensions/gate-block/snippets/gate-terms.liquid
 */
export function formatPreviewTerms({
  terms,
  standing,
  currencyCode,
}: {
  terms: PreviewTerms
  standing: Standing
  currencyCode: string
}): string {
  const { kind, note } = standing
  if (placePreview({ terms, standing }) === 'shut') {
    return kind === 'paused'
      ? 'This is not on sale just now.'
      : 'This has ended, and it can’t be bought any more.'
  }
  const { reaction, cap, limits, guard } = terms
  const price = formatOffer({ reaction, currencyCode })
  const [perToken, perWallet, most] = [limits.perToken, limits.perWallet, cap].map(readCount)
  return [
    ...(kind === 'scheduled' ? [`${note}.`] : []),
    ...(reaction.exclusive && price !== null ? [`With ${price}.`] : []),
    ...(reaction.freeShipping && (reaction.exclusive || price !== null) ? ['Shipping is free, too.'] : []),
    ...(perToken ? [`${formatTimes(perToken)} per token.`] : []),
    ...(perWallet ? [`${formatTimes(perWallet)} per wallet.`] : []),
    ...(most ? [most === 1 ? 'One per order.' : `Up to ${most} per order.`] : []),
    ...(guard === 'account' ? ['You’ll need to be logged in to your account.'] : []),
    ...(kind === 'active' && note !== null ? [`${note}.`] : []),
  ].join(' ')
}

/** The price as shoppers read it: `20% off`, `€5 off your order`. Null where there is none yet. */
export function formatOffer(parameters: Parameters<typeof formatPrice>[0]): string | null {
  return formatPrice(parameters)?.replace(/ off the order$/, ' off your order') ?? null
}

function formatTimes(count: number): string {
  return count === 1 ? 'Once' : `${count} times`
}

function readCount(text: string): number {
  return /^[0-9]{1,6}$/.test(text.trim()) ? Number(text) : 0
}
