import { reactionKinds } from '../core/gate/reactionKinds.ts'
import type { Price, Subject } from '../core/gate/types.ts'
import { formatThousandths } from '../core/text/thousandths.ts'
import type { CodeDiscount } from '../ports/shopify.ts'

type Items = Readonly<Record<string, readonly number[]>>

/** Most characters of a promotion's name. */
const MOST_NAME = 100
/**
 * What a coupon takes off that only proves an unlock. BigCommerce writes a coupon onto an order if it took something off.
 */
const LEAST_AMOUNT = '0.01'

/** Compose the promotion of a coupon for one order. What it is redeemed by never changes. */
export function composePromotion(discount: CodeDiscount) {
  return { redemption_type: 'COUPON', ...composeChanges(discount) }
}

/**
 * Compose all of a promotion that may change later: BigCommerce refuses a change that names a fixed field. Its name begins
 * with the code, by which it is found.
 */
export function composeChanges({ code, title, gives, subject, combination, startsAt, endsAt }: CodeDiscount) {
  const items = composeItems(subject)
  const isWhole = gives.kind === 'freeShipping' || isOrderKind(gives.kind)
  return {
    name: `${code} ${title}`.slice(0, MOST_NAME),
    coupon_type: 'SINGLE',
    status: 'ENABLED',
    max_uses: 1,
    start_date: formatInstant(startsAt),
    end_date: formatInstant(endsAt),
    rules: [
      {
        action: composeAction(gives, items),
        apply_once: true,
        stop: false,
        // Without any of the gate's products, it takes nothing off.
        ...(isWhole && items && { condition: { cart: { items, minimum_quantity: 1 } } }),
      },
    ],
    ...composeCombination(combination, gives),
  }
}

function isOrderKind(kind: Exclude<CodeDiscount['gives']['kind'], 'freeShipping'>): boolean {
  return kind !== 'admission' && reactionKinds[kind].off === 'order'
}

function composeItems(subject: Subject): Items | null {
  switch (subject.kind) {
    case 'all':
      return null
    case 'products':
      return { products: subject.ids }
    case 'variants':
      return { variants: subject.variants.map(({ variantId }) => variantId) }
    case 'collections':
      return { categories: subject.ids }
  }
}

function composeAction(gives: CodeDiscount['gives'], items: Items | null): object {
  if (gives.kind === 'freeShipping') return { shipping: { free_shipping: true, zone_ids: '*' } }
  if (gives.kind === 'admission') {
    const discount = { fixed_amount: LEAST_AMOUNT }
    return { cart_items: { discount, as_total: true, ...(items && { items }) } }
  }
  const discount = composeDiscount(gives)
  if (isOrderKind(gives.kind)) return { cart_value: { discount } }
  return { cart_items: { discount, as_total: false, ...(items && { items }) } }
}

function composeDiscount(price: Price): object {
  switch (price.kind) {
    case 'percentage':
    case 'orderPercentage':
      return { percentage_amount: formatHundredths(price.hundredths) }
    case 'fixedAmount':
    case 'orderAmount':
      return { fixed_amount: formatThousandths(price.thousandths) }
  }
}

/** BigCommerce knows no classes of discounts: a coupon goes with all others, or with none. */
function composeCombination(
  { orderDiscounts, productDiscounts, shippingDiscounts }: CodeDiscount['combination'],
  gives: CodeDiscount['gives'],
): object {
  const combines = gives.kind === 'admission' || orderDiscounts || productDiscounts || shippingDiscounts
  return combines
    ? { can_be_used_with_other_promotions: true }
    : { can_be_used_with_other_promotions: false, coupon_overrides_other_promotions: true }
}

function formatHundredths(hundredths: number): string {
  return formatThousandths(BigInt(hundredths) * 10n)
}

function formatInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, '+00:00')
}
