import type { ApiObject } from '../../admin/context.ts'
import type { PricedCart, PricedLine } from '../../checkout/priceCart.ts'
import type { StandinCart, StandinShop } from '../../state.ts'
import { listAttributes } from './listAttributes.ts'
import { toApiVariant } from './toApiProduct.ts'
import { toMoney } from './toMoney.ts'

/** The id of a line, which names its cart. A changed line has another one. */
export function composeLineId({ cart, id }: { cart: StandinCart; id: string }): string {
  return `${id}?cart=${cart.token.split('?')[0]}`
}

/** A line as the Storefront API shows it; amounts in the cart's currency. */
export function toApiLine({
  shop,
  priced: { cart, currency },
  line,
}: {
  shop: StandinShop
  priced: PricedCart
  line: PricedLine
}): ApiObject {
  const { product, variant, quantity, unitMinor, subtotalMinor, totalMinor, discounts } = line
  const attributes = listAttributes(line.line.properties)
  return {
    __typename: 'CartLine',
    id: composeLineId({ cart, id: line.id }),
    ...{ quantity, attributes },
    attribute: ({ key }: { key: string }) => attributes.find((one) => one.key === key) ?? null,
    merchandise: toApiVariant({ shop, product, variant }),
    cost: {
      __typename: 'CartLineCost',
      amountPerQuantity: toMoney(unitMinor, currency),
      compareAtAmountPerQuantity: null,
      subtotalAmount: toMoney(subtotalMinor, currency),
      totalAmount: toMoney(totalMinor, currency),
    },
    discountAllocations: discounts.map(({ title, code, amountMinor }) => ({
      __typename: code === null ? 'CartAutomaticDiscountAllocation' : 'CartCodeDiscountAllocation',
      ...(code === null ? { title } : { code }),
      targetType: 'LINE_ITEM',
      discountedAmount: toMoney(amountMinor, currency),
    })),
  }
}
