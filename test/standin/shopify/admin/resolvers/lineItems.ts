import type { StandinOrder, StandinOrderLine } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid } from '../context.ts'
import { findApplications, toApplication } from './orderApplications.ts'
import { toImage, toProduct, toVariant } from './products.ts'

function toLineItemGroup({
  id,
  productId,
  variantId,
  quantity,
  properties,
}: NonNullable<StandinOrderLine['bundle']>): ApiObject {
  return {
    __typename: 'LineItemGroup',
    id: formatGid('LineItemGroup', id),
    productId: formatGid('Product', productId),
    variantId: formatGid('ProductVariant', variantId),
    quantity,
    customAttributes: toAttributes(properties),
  }
}

export function toLineItem(
  ctx: AdminContext,
  order: StandinOrder,
  line: StandinOrderLine,
  applications = findApplications(order),
): ApiObject {
  const product = ctx.shop.products.get(line.productId)
  const variant = product?.variants.find((each) => each.id === line.variantId)
  const money = (amount: string, currencyCode: string): ApiObject => ({
    __typename: 'MoneyV2',
    amount,
    currencyCode,
  })
  // An order stores the price paid. The amount in the shop's currency comes from the variant.
  const shopAmount = order.currency === ctx.shop.currencyCode ? line.price : (variant?.price ?? line.price)
  const bag = (presentment: string, shop = presentment): ApiObject => ({
    __typename: 'MoneyBag',
    shopMoney: money(shop, ctx.shop.currencyCode),
    presentmentMoney: money(presentment, order.currency),
  })
  return {
    __typename: 'LineItem',
    id: formatGid('LineItem', line.id),
    name: line.title,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    requiresShipping: line.requiresShipping,
    isGiftCard: line.isGiftCard,
    image: product ? toImage(ctx, product) : null,
    product: product ? () => toProduct(ctx, product) : null,
    variant: product && variant ? () => toVariant(ctx, product, variant) : null,
    lineItemGroup: line.bundle ? toLineItemGroup(line.bundle) : null,
    customAttributes: toAttributes(line.properties),
    originalUnitPriceSet: bag(line.price, shopAmount),
    discountAllocations: applications.flatMap((application) =>
      application.shares
        .filter((share) => share.lineId === line.id)
        .map((share) => ({
          __typename: 'DiscountAllocation',
          // As much of the shop's price as it is of the price paid.
          allocatedAmountSet: bag(share.amount, formatShare(share.amount, line.price, shopAmount)),
          discountApplication: toApplication(application),
        })),
    ),
  }
}

export function toAttributes(pairs: Readonly<Record<string, string>>): ApiObject[] {
  return Object.entries(pairs).map(([key, value]) => ({ __typename: 'Attribute', key, value }))
}

function formatShare(amount: string, paid: string, shopAmount: string): string {
  return paid === shopAmount || Number(paid) === 0
    ? amount
    : ((Number(amount) * Number(shopAmount)) / Number(paid)).toFixed(2)
}
