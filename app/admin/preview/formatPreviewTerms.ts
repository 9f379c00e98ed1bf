import type { GateForm } from '../../core/gate/form.ts'
import { DISCOUNT_FLAGS, type PriceKind, reactionKinds } from '../../core/gate/reactionKinds.ts'
import { type FormatReactionParameters, formatPriceValue } from '../formatReaction.ts'
import type { Standing } from '../formatStanding.ts'
import { choosePreviewPosition } from './choosePreviewPosition.ts'
import { formatCounted, formatPlaceholders, TEXTS } from './storefrontTexts.ts'

/** Fields of a gate's form from which its terms are formatted. */
export type PreviewTerms = Pick<GateForm, 'reaction' | 'cap' | 'limits' | 'guard' | 'schedule'>

/**
 * Format what a gate gives besides its title, and its terms. Numbers that are still missing are omitted. For a shut
 * gate, say only why it is shut.
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
  if (choosePreviewPosition({ terms, standing }) === 'shut') {
    return kind === 'paused' ? TEXTS.refused.paused : TEXTS.terms.over
  }
  const { reaction, cap, limits, guard } = terms
  const price = formatPriceText({ reaction, currencyCode, texts: TEXTS.also })
  const flags = DISCOUNT_FLAGS.filter((flag) => reaction[flag])
  // The title names the first thing that the gate gives. These sentences name the others.
  const more = reaction.exclusive || price !== null ? flags : flags.slice(1)
  const [perToken, perWallet, total, most] = [limits.perToken, limits.perWallet, limits.total, cap].map(
    readCount,
  )
  return [
    ...(kind === 'scheduled' ? [`${note}.`] : []),
    ...(reaction.exclusive && price !== null ? [price] : []),
    ...more.map((flag) => TEXTS.also[reactionKinds[flag].card]),
    ...(perToken ? [formatCounted(TEXTS.terms.per_token, perToken)] : []),
    ...(perWallet ? [formatCounted(TEXTS.terms.per_wallet, perWallet)] : []),
    ...(total ? [formatCounted(TEXTS.terms.total, total)] : []),
    ...(most ? [formatCounted(TEXTS.terms.cap, most)] : []),
    ...(guard === 'account' ? [TEXTS.terms.account] : []),
    ...(kind === 'active' && note !== null ? [`${note}.`] : []),
  ].join(' ')
}

/** Format the first thing that a gate gives besides access, for shoppers: `20% off`. Null if there is none yet. */
export function formatGive(parameters: FormatReactionParameters): string | null {
  const { reaction } = parameters
  const [flag] = DISCOUNT_FLAGS.filter((one) => reaction[one])
  if (reaction.price === 'none' && flag) return TEXTS.give[reactionKinds[flag].card]
  return formatPriceText({ ...parameters, texts: TEXTS.give })
}

function formatPriceText({
  texts,
  ...parameters
}: FormatReactionParameters & {
  texts: Readonly<Record<(typeof reactionKinds)[PriceKind]['card'], string>>
}): string | null {
  const { price } = parameters.reaction
  const value = formatPriceValue(parameters)
  return price === 'none' || value === null
    ? null
    : formatPlaceholders(texts[reactionKinds[price].card], { value })
}

function readCount(text: string): number {
  return /^[0-9]{1,6}$/.test(text.trim()) ? Number(text) : 0
}
