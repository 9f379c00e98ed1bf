import type { StandinCart, StandinCustomer, StandinProduct, StandinShop, StandinState } from '../state.ts'
import { buildProduct, toCents } from './buildProduct.ts'
import { moneyFormatsOf } from './formatMoney.ts'
import { moneyFormatsKey } from './registerFilters.ts'
import { resolveMetafields } from './resolveMetafields.ts'

export type BuildContextParameters = {
  readonly state: StandinState
  readonly shop: StandinShop
  readonly product?: StandinProduct | null
  readonly selectedVariantId?: number | null
  readonly cart?: StandinCart | null
  readonly customer?: StandinCustomer | null
  /** Path and query of the page. */
  readonly path?: string
  readonly pageTitle?: string
  readonly designMode?: boolean
  /** `request.page_type`, if it is not the product's page. */
  readonly pageType?: string
  /** More global objects, such as `collections` or `content_for_layout`. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Shopify's global objects for one page. */
export function buildContext(parameters: BuildContextParameters): Record<string, unknown> {
  const { state, shop, product, selectedVariantId, cart, customer, path = '/', more } = parameters
  const currencyCode = cart?.presentmentCurrency ?? shop.currencyCode
  const rate = cart?.presentmentRate ?? '1.0'
  const shopFormats = moneyFormatsOf(shop.currencyCode)
  const currency = { iso_code: currencyCode, symbol: symbolOf(currencyCode), name: currencyCode }
  return {
    [moneyFormatsKey]: moneyFormatsOf(currencyCode),
    shop: {
      id: shop.id,
      name: shop.name,
      permanent_domain: shop.myshopifyDomain,
      domain: shop.primaryDomain,
      url: shop.storefrontOrigin,
      secure_url: shop.storefrontOrigin,
      currency: shop.currencyCode,
      money_format: shopFormats.money,
      customer_accounts_enabled: shop.customerAccounts !== 'DISABLED',
      customer_accounts_optional: shop.customerAccounts === 'OPTIONAL',
      money_with_currency_format: shopFormats.moneyWithCurrency,
      metafields: resolveMetafields({ state, shop, ownerGid: `gid://shopify/Shop/${shop.id}` }),
    },
    product: product
      ? buildProduct({ state, shop, product, rate, selectedVariantId: selectedVariantId ?? null })
      : null,
    cart: buildCart({ state, shop, cart: cart ?? null, rate, currency }),
    customer: customer
      ? {
          id: customer.id,
          email: customer.email,
          first_name: customer.firstName,
          last_name: customer.lastName,
          name: `${customer.firstName} ${customer.lastName}`,
        }
      : null,
    routes: {
      root_url: '/',
      cart_url: '/cart',
      cart_add_url: '/cart/add',
      cart_change_url: '/cart/change',
      cart_update_url: '/cart/update',
      account_login_url: '/account/login',
      account_logout_url: '/account/logout',
      account_url: '/account',
      all_products_collection_url: '/collections/all',
    },
    request: {
      design_mode: parameters.designMode ?? false,
      path: path.split('?')[0],
      host: shop.primaryDomain,
      origin: shop.storefrontOrigin,
      page_type: product ? 'product' : (parameters.pageType ?? 'index'),
      locale: { iso_code: shop.locale },
    },
    localization: {
      language: { iso_code: shop.locale },
      country: { iso_code: 'US', currency },
      market: { handle: 'primary' },
    },
    settings: {},
    page_title: parameters.pageTitle ?? product?.title ?? shop.name,
    canonical_url: `${shop.storefrontOrigin}${path.split('?')[0]}`,
    ...more,
  }
}

type BuildCartParameters = {
  readonly state: StandinState
  readonly shop: StandinShop
  readonly cart: StandinCart | null
  readonly rate: string
  readonly currency: object
}

function buildCart(parameters: BuildCartParameters): Record<string, unknown> {
  const { state, shop, cart, rate, currency } = parameters
  const items = (cart?.lines ?? []).flatMap((line) => {
    const product = shop.products.get(line.productId)
    const variant = product?.variants.find((candidate) => candidate.id === line.variantId)
    if (!product || !variant) return []
    const price = toCents(variant.price, rate)
    return [
      {
        key: line.key,
        id: line.variantId,
        variant_id: line.variantId,
        product_id: line.productId,
        quantity: line.quantity,
        properties: Object.entries(line.properties),
        title: variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`,
        price,
        original_price: price,
        final_price: price,
        line_price: price * line.quantity,
        original_line_price: price * line.quantity,
        final_line_price: price * line.quantity,
        url: `/products/${product.handle}?variant=${variant.id}`,
        image: product.image === null ? null : { src: product.image, alt: product.title },
        product: buildProduct({ state, shop, product, rate }),
      },
    ]
  })
  const total = items.reduce((sum, item) => sum + item.final_line_price, 0)
  return {
    items,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    'empty?': items.length === 0,
    total_price: total,
    items_subtotal_price: total,
    original_total_price: total,
    attributes: cart?.attributes ?? {},
    note: cart?.note ?? '',
    currency,
  }
}

function symbolOf(currencyCode: string): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode }).formatToParts(1)
  return parts.find((part) => part.type === 'currency')?.value ?? currencyCode
}
