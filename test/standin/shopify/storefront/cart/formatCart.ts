import type { GivenDiscount } from '../../checkout/applyDiscounts.ts'
import { divideRounded } from '../../checkout/decimal.ts'
import type { PricedCart, PricedLine } from '../../checkout/priceCart.ts'

type Row = Record<string, unknown>

/** Formats a cart as `/cart.js` does; amounts in hundredths of the shopper's currency, regardless of its decimals. */
export function formatCart(priced: PricedCart): Row & { items: Row[]; item_count: number } {
  const { cart, lines } = priced
  const cents = (minor: bigint) => toHundredths(minor, priced.decimals)
  const itemsMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0n)
  return {
    token: cart.token,
    note: cart.note,
    attributes: { ...cart.attributes },
    original_total_price: cents(priced.subtotalMinor),
    total_price: cents(priced.totalMinor),
    total_discount: cents(priced.discountMinor),
    total_weight: 0,
    item_count: lines.reduce((count, line) => count + line.quantity, 0),
    items: lines.map((line) => formatItem(line, priced.decimals)),
    requires_shipping: lines.some((line) => line.variant.requiresShipping),
    currency: priced.currency,
    items_subtotal_price: cents(itemsMinor),
    cart_level_discount_applications: priced.orderDiscounts.map((discount) =>
      formatApplication(discount, priced.decimals),
    ),
    discount_codes: priced.codes,
  }
}

/** Formats one line as the cart endpoints do. */
export function formatItem(line: PricedLine, decimals: number): Row {
  const cents = (minor: bigint) => toHundredths(minor, decimals)
  const { product, variant, quantity } = line
  const onlyVariant = product.variants.length === 1 && variant.title === 'Default Title'
  const image = product.image
  const finalMinor = divideRounded(line.totalMinor, BigInt(quantity))
  return {
    id: variant.id,
    properties: { ...line.line.properties },
    quantity,
    variant_id: variant.id,
    key: line.line.key,
    title: onlyVariant ? product.title : `${product.title} - ${variant.title}`,
    price: cents(line.unitMinor),
    original_price: cents(line.unitMinor),
    presentment_price: cents(line.unitMinor) / 100,
    discounted_price: cents(finalMinor),
    line_price: cents(line.totalMinor),
    original_line_price: cents(line.subtotalMinor),
    total_discount: cents(line.subtotalMinor - line.totalMinor),
    discounts: line.discounts.map(({ title, amountMinor }) => ({ title, amount: cents(amountMinor) })),
    sku: variant.sku,
    grams: 0,
    vendor: product.vendor,
    taxable: true,
    product_id: product.id,
    product_has_only_default_variant: onlyVariant,
    gift_card: product.isGiftCard,
    final_price: cents(finalMinor),
    final_line_price: cents(line.totalMinor),
    url: `/products/${product.handle}?variant=${variant.id}`,
    featured_image: image === null ? null : { url: image, alt: product.title, width: 800, height: 800 },
    image,
    handle: product.handle,
    requires_shipping: variant.requiresShipping,
    selling_plan_allocation: formatSellingPlan(line),
    product_type: product.productType,
    product_title: product.title,
    product_description: product.descriptionHtml,
    variant_title: onlyVariant ? null : variant.title,
    variant_options: [variant.title],
    options_with_values: [{ name: 'Title', value: variant.title }],
    line_level_discount_allocations: line.discounts.map((discount) => ({
      amount: cents(discount.amountMinor),
      discount_application: formatApplication(discount, decimals),
    })),
    line_level_total_discount: cents(line.subtotalMinor - line.totalMinor),
  }
}

function formatSellingPlan({ line: { sellingPlan } }: PricedLine): Row | null {
  return sellingPlan && { selling_plan: { id: sellingPlan.id, name: sellingPlan.name } }
}

function formatApplication(discount: GivenDiscount, decimals: number): Row {
  return {
    type: discount.code === null ? 'automatic' : 'discount_code',
    key: discount.discountId,
    title: discount.title,
    description: '',
    value_type: 'fixed_amount',
    total_allocated_amount: toHundredths(discount.amountMinor, decimals),
  }
}

function toHundredths(minor: bigint, decimals: number): number {
  return Number(
    decimals <= 2 ? minor * 10n ** BigInt(2 - decimals) : divideRounded(minor, 10n ** BigInt(decimals - 2)),
  )
}
