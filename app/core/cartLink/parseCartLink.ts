import { InputError } from '../errors/base.ts'
import type { CartLink, CartLinkLine } from './types.ts'

export type ParseCartLinkParameters = {
  /** `variant:quantity`, or `variant:quantity:plan`, joined by commas. */
  readonly lines: string | null
  /** How many lines stay behind; absent for none. */
  readonly own: string | null
  /** A path of the shop, with its query. */
  readonly to: string | null
}

const LINE = /^([1-9]\d{0,15}):([1-9]\d{0,3})(?::([1-9]\d{0,15}))?$/
/** As many as Shopify's carts hold: the card writes every line into its link. */
const MOST_LINES = 500

/**
 * Parse the query of a cart link: what the card of another browser wrote. Anybody can write such a link, so it holds ids
 * and numbers alone, and leads to a page of this shop.
 * @throws {InputError} ERR_QUERY_INVALID
 */
export function parseCartLink({ lines, own, to }: ParseCartLinkParameters): CartLink {
  const texts = (lines ?? '').split(',')
  if (texts.length > MOST_LINES) throw brokenLink()
  if (!/^\d{1,4}$/.test(own ?? '0')) throw brokenLink()
  return { lines: texts.map(parseLine), ownCount: Number(own ?? 0), path: parseShopPath(to ?? '') }
}

function parseLine(text: string): CartLinkLine {
  const [, variant, quantity, plan] = LINE.exec(text) ?? []
  if (variant === undefined || quantity === undefined) throw brokenLink()
  return {
    variantId: Number(variant),
    quantity: Number(quantity),
    sellingPlanId: plan === undefined ? null : Number(plan),
  }
}

/** Two slashes, or a backslash, would name another site. */
function parseShopPath(text: string): string {
  if (text.length > 2000 || !/^\/(?!\/)[\w\-.~!$&'()*+,;=:@%/?]*$/.test(text)) throw brokenLink()
  return text
}

function brokenLink(): InputError {
  return new InputError('ERR_QUERY_INVALID', 'This link is not whole.', {
    hint: 'Go back to the shop’s page and open the link again.',
  })
}
