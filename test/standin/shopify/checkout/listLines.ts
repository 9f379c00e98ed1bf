import { createHash } from 'node:crypto'
import {
  type FindVariantResult,
  findVariant,
  type StandinCart,
  type StandinCartLine,
  type StandinCustomItem,
  type StandinProduct,
  type StandinShop,
  type StandinVariant,
} from '../state.ts'
import { presentPrice } from './presentPrice.ts'

/** A cart line with its price in minor units of the shopper's currency, before any discount. */
export type CheckoutLine = {
  /** `gid://shopify/CartLine/…`, the id in a Function's input. */
  id: string
  line: StandinCartLine
  product: StandinProduct
  variant: StandinVariant
  quantity: number
  unitMinor: bigint
  subtotalMinor: bigint
}

export type ListLinesParameters = { shop: StandinShop; cart: StandinCart; decimals: number }

/** Lists the cart's lines in order, with prices. Like Shopify, it omits a line whose variant was deleted. */
export function listLines(parameters: ListLinesParameters): CheckoutLine[] {
  const { shop, cart, decimals } = parameters
  return cart.lines.flatMap((line) => {
    const found = line.custom ? describeCustomItem(line.custom) : findVariant(shop, line.variantId)
    if (!found) return []
    const unitMinor = presentPrice({ price: found.variant.price, rate: cart.presentmentRate, decimals })
    return [
      {
        id: `gid://shopify/CartLine/${lineUuid(line.key)}`,
        line,
        product: found.product,
        variant: found.variant,
        quantity: line.quantity,
        unitMinor,
        subtotalMinor: unitMinor * BigInt(line.quantity),
      },
    ]
  })
}

/** Describes a custom item as if it were a product, for prices and pages; Functions see a CustomProduct. */
function describeCustomItem({ title, price, requiresShipping }: StandinCustomItem): FindVariantResult {
  const variant = {
    id: 0,
    title: 'Default Title',
    price,
    compareAtPrice: null,
    sku: '',
    available: true,
    requiresShipping,
  }
  const texts = { title, handle: '', descriptionHtml: '', vendor: '', productType: '' }
  const product = {
    ...texts,
    id: 0,
    tags: [],
    isGiftCard: false,
    isOnline: true,
    isBundle: false,
    image: null,
    variants: [variant],
    sellingPlans: [],
  }
  return { product, variant }
}

function lineUuid(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
