import { reactionKinds } from '../core/gate/reactionKinds.ts'
import type { Combination, Price, Subject } from '../core/gate/types.ts'
import { formatThousandths } from '../core/text/thousandths.ts'
import type { CodeDiscount } from '../ports/shopify.ts'
import { composeCombination } from './composeDiscountInput.ts'
import { formatGid, formatInstant } from './gid.ts'

/** Full input of a discount code for one use by one customer. An update resets every omitted field. */
export function composeCodeDiscountInput({
  gives,
  subject,
  ...terms
}: CodeDiscount): Record<string, unknown> {
  // No such code is planned here: Shopify's carts carry the proof itself.
  if (gives.kind === 'admission') throw new Error('A Shopify code takes something off.')
  if (gives.kind === 'freeShipping') {
    // Shopify never combines free shipping with another shipping discount.
    const combination = { ...terms.combination, shippingDiscounts: false }
    return {
      ...composeTerms({ ...terms, combination }),
      ...choosePurchases(combination),
      destination: { all: true },
    }
  }
  return {
    ...composeTerms(terms),
    customerGets: {
      value: composeValue(gives),
      items: composeItems(gives, subject),
      ...choosePurchases(terms.combination),
    },
  }
}

function composeTerms({
  code,
  title,
  combination,
  startsAt,
  endsAt,
  customerId,
}: Omit<CodeDiscount, 'gives' | 'subject'>): Record<string, unknown> {
  return {
    code,
    title,
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(endsAt),
    usageLimit: 1,
    appliesOncePerCustomer: true,
    combinesWith: composeCombination(combination),
    context:
      customerId === undefined ? { all: 'ALL' } : { customers: { add: [formatGid('Customer', customerId)] } },
  }
}

/** No fields for one-time purchases: shops without subscriptions refuse them. */
function choosePurchases({ purchases }: Combination): Record<string, boolean> {
  if (purchases === 'oneTime') return {}
  return { appliesOnOneTimePurchase: purchases === 'both', appliesOnSubscription: true }
}

/** A percentage as a fraction from 0 to 1, or an amount. */
function composeValue(price: Price): Record<string, unknown> {
  switch (price.kind) {
    case 'percentage':
    case 'orderPercentage':
      return { percentage: price.hundredths / 10_000 }
    case 'fixedAmount':
    case 'orderAmount':
      return {
        discountAmount: {
          amount: formatThousandths(price.thousandths),
          appliesOnEachItem: reactionKinds[price.kind].off === 'items',
        },
      }
  }
}

function composeItems(price: Price, subject: Subject): Record<string, unknown> {
  if (reactionKinds[price.kind].off === 'order') return { all: true }
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
