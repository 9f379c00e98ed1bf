import { CartError } from './CartError.ts'

export type LimitTextsParameters = {
  texts: Record<string, string>
  /** What Shopify does with a long text: the knobs `attributeLength` and `propertyLength`. */
  limit: 'whole' | 'cut' | 'refused'
}

/** Shorter than any proof. */
const MOST = 64

/**
 * Limits the length of attributes or properties, as the shop's knob says.
 *
 * @throws CartError when a text is too long for a shop that refuses it.
 */
export function limitTexts({ texts, limit }: LimitTextsParameters): Record<string, string> {
  if (limit === 'whole') return texts
  const isLong = Object.values(texts).some((text) => text.length > MOST)
  if (isLong && limit === 'refused') throw new CartError(422, 'Cart Error', 'The text is too long.')
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.slice(0, MOST)]))
}
