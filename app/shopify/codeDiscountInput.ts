import type { Combination, Price, Subject } from '../core/gate/types.ts'
import { combinesWith } from './discountInput.ts'
import { formatGid, formatInstant } from './gid.ts'
import { formatThousandths } from './thousandths.ts'

export type CodeDiscountTerms = {
  readonly code: string
  readonly title: string
  readonly combination: Combination
  readonly startsAt: number
  readonly endsAt: number
  readonly customerId?: number | bigint
}

/** What both kinds of code discount have: one use, by one customer. */
export function codeDiscountInput({
  code,
  title,
  combination,
  startsAt,
  endsAt,
  customerId,
}: CodeDiscountTerms): Record<string, unknown> {
  return {
    code,
    title,
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(endsAt),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    combinesWith: combinesWith(combination),
    context:
      customerId === undefined ? { all: 'ALL' } : { customers: { add: [formatGid('Customer', customerId)] } },
  }
}

/**
 * Which purchases a code is for. Left out where it is for one-time ones: shops without subscriptions refuse the fields.
 */
export function codePurchases({ purchases }: Combination): Record<string, boolean> {
  if (purchases === 'oneTime') return {}
  return { appliesOnOneTimePurchase: purchases === 'both', appliesOnSubscription: true }
}

/** What a price takes off, as Shopify's own discounts say it: a percentage from 0 to 1, or an amount. */
export function codeValue(price: Price): Record<string, unknown> {
  switch (price.kind) {
    case 'percentage':
    case 'orderPercentage':
      return { percentage: price.hundredths / 10_000 }
    case 'fixedAmount':
    case 'orderAmount':
      return {
        discountAmount: {
          amount: formatThousandths(price.thousandths),
          appliesOnEachItem: price.kind === 'fixedAmount',
        },
      }
  }
}

/** What a price is off: its gate's products, or the order. */
export function codeItems({ price, subject }: { price: Price; subject: Subject }): Record<string, unknown> {
  const isOrder = price.kind === 'orderPercentage' || price.kind === 'orderAmount'
  if (isOrder) return { all: true }
  switch (subject.kind) {
    case 'all':
      return { all: true }
    case 'products':
      return { products: { productsToAdd: subject.ids.map((id) => formatGid('Product', id)) } }
    case 'variants':
      return {
        products: {
          productVariantsToAdd: subject.variants.map(({ variantId }) =>
            formatGid('ProductVariant', variantId),
          ),
        },
      }
    case 'collections':
      return { collections: { add: subject.ids.map((id) => formatGid('Collection', id)) } }
  }
}
