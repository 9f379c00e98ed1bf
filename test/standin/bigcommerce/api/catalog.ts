import type {
  StandinCategory,
  StandinCustomer,
  StandinProduct,
  StandinStore,
  StandinVariant,
} from '../state.ts'
import {
  type Answer,
  type Call,
  formatMoment,
  type Handler,
  paginate,
  parseIds,
  readSeconds,
  refuse,
  refuseUnimitated,
  toAmount,
} from './context.ts'

/** The store's information, its catalog and its customers. */
export const CATALOG: Readonly<Record<string, Handler>> = {
  'GET /store': ({ store }) => ({ status: 200, body: formatStore(store) }),
  'GET /time': ({ store }) => ({ status: 200, body: { time: readSeconds(store) } }),
  'GET /catalog/products': (call) => {
    const found = [...call.store.products.values()].filter((product) => isAsked(call, product))
    return withIncludes(call, () =>
      paginate(call, sortProducts(call, found), (one) => formatProduct(call, one)),
    )
  },
  'GET /catalog/products/{product_id}': (call) => {
    const product = call.store.products.get(Number(call.params.product_id))
    if (!product) return refuse(404, 'The product does not exist.')
    return withIncludes(call, () => ({ status: 200, body: { data: formatProduct(call, product), meta: {} } }))
  },
  'GET /catalog/products/{product_id}/variants': (call) => {
    const product = call.store.products.get(Number(call.params.product_id))
    if (!product) return refuse(404, 'The product does not exist.')
    return withIncludes(call, () => paginate(call, product.variants, (one) => formatVariant(product, one)))
  },
  'GET /catalog/variants': (call) => {
    const { id, sku } = call.query
    const products = parseIds(call.query['product_id:in'])
    const found = [...call.store.products.values()]
      .filter((product) => products.length === 0 || products.includes(product.id))
      .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
      .filter(({ variant }) => id === undefined || variant.id === Number(id))
      .filter(({ variant }) => sku === undefined || variant.sku === sku)
    return withIncludes(call, () =>
      paginate(call, found, ({ product, variant }) => formatVariant(product, variant)),
    )
  },
  'GET /catalog/categories': (call) => {
    const ids = parseIds(call.query['id:in'] ?? call.query.id)
    const found = [...call.store.categories.values()].filter(
      ({ id, name }) =>
        (ids.length === 0 || ids.includes(id)) &&
        (call.query.name === undefined || call.query.name === name) &&
        name.toLowerCase().includes((call.query.keyword ?? '').toLowerCase()),
    )
    return withIncludes(call, () => paginate(call, found, formatCategory))
  },
  'GET /customers': (call) => {
    const ids = parseIds(call.query['id:in'])
    const groups = parseIds(call.query['customer_group_id:in'])
    const emails = call.query['email:in']?.split(',')
    const found = [...call.store.customers.values()].filter(
      ({ id, email, groupId }) =>
        (ids.length === 0 || ids.includes(id)) &&
        (groups.length === 0 || groups.includes(groupId)) &&
        (emails === undefined || emails.includes(email)),
    )
    return paginate(call, found, formatCustomer)
  },
  'GET /customer_groups': ({ store, query }) => {
    const found = [...store.groups.values()].filter(
      ({ name }) => query.name === undefined || query.name === name,
    )
    const { page = '1', limit = '50' } = query
    const shown = found.slice((Number(page) - 1) * Number(limit), Number(page) * Number(limit))
    if (shown.length === 0 && store.knobs.emptyList === 204) return { status: 204 }
    return {
      status: 200,
      body: shown.map(({ id, name }) => ({ id, name, is_default: false, is_group_for_guests: false })),
    }
  },
}

function withIncludes({ query }: Call, answer: () => Answer): Answer {
  const asked = query.include?.split(',') ?? []
  const strange = asked.find((one) => !['variants', 'primary_image'].includes(one))
  if (strange !== undefined) return refuseUnimitated(`include=${strange}`)
  if ((query.include_fields ?? query.exclude_fields) !== undefined)
    return refuseUnimitated('include_fields and exclude_fields')
  return answer()
}

function isAsked({ query }: Call, one: StandinProduct): boolean {
  const ids = parseIds(query['id:in'] ?? query.id)
  const categories = parseIds(query['categories:in'] ?? query.categories)
  const { keyword, name, sku, is_visible: isVisible, 'date_modified:min': since } = query
  if (ids.length > 0 && !ids.includes(one.id)) return false
  if (one.id <= Number(query['id:greater'] ?? 0)) return false
  if (categories.length > 0 && !one.categories.some((id) => categories.includes(id))) return false
  if (name !== undefined && one.name !== name) return false
  if (keyword !== undefined && !one.name.toLowerCase().includes(keyword.toLowerCase())) return false
  if (sku !== undefined && !one.variants.some((variant) => variant.sku === sku)) return false
  if (since !== undefined && one.updatedAt * 1000 < Date.parse(since)) return false
  return isVisible === undefined || String(one.isVisible) === isVisible
}

function sortProducts({ query }: Call, found: readonly StandinProduct[]): StandinProduct[] {
  const keyOf = (one: StandinProduct) =>
    query.sort === 'name' ? one.name : query.sort === 'date_modified' ? one.updatedAt : one.id
  const sorted = [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.id - b.id))
  return query.direction === 'desc' ? sorted.reverse() : sorted
}

function formatProduct({ store, query }: Call, product: StandinProduct): unknown {
  const asked = query.include?.split(',') ?? []
  const [first] = product.variants
  const price = toAmount(first?.price ?? 0)
  const stocks = product.variants.map(({ stock }) => stock)
  const tracked = stocks.some((stock) => stock !== null)
  return {
    id: product.id,
    name: product.name,
    type: 'physical',
    sku: product.variants.length === 1 ? (first?.sku ?? '') : '',
    description: product.description,
    price,
    sale_price: 0,
    calculated_price: price,
    categories: product.categories,
    inventory_level: stocks.reduce<number>((sum, stock) => sum + (stock ?? 0), 0),
    inventory_tracking: tracked ? (product.variants.length > 1 ? 'variant' : 'product') : 'none',
    is_visible: product.isVisible,
    is_featured: false,
    availability: 'available',
    custom_url: { url: product.path, is_customized: false },
    ...(product.variants.length === 1 && { base_variant_id: first?.id }),
    date_created: formatMoment(product.createdAt),
    date_modified: formatMoment(product.updatedAt),
    ...(asked.includes('variants') && {
      variants: product.variants.map((one) => formatVariant(product, one)),
    }),
    ...(asked.includes('primary_image') && { primary_image: formatImage(store, product) }),
  }
}

function formatImage({ origin }: StandinStore, { id, name }: StandinProduct): unknown {
  const url = `${origin}/images/${id}.svg`
  const texts = { description: name, url_standard: url, url_thumbnail: url }
  return { id, product_id: id, is_thumbnail: true, ...texts }
}

function formatVariant(product: StandinProduct, variant: StandinVariant): unknown {
  return {
    id: variant.id,
    product_id: product.id,
    sku: variant.sku,
    price: toAmount(variant.price),
    calculated_price: toAmount(variant.price),
    purchasing_disabled: false,
    inventory_level: variant.stock ?? 0,
    option_values:
      variant.label === null
        ? []
        : [{ id: variant.id, option_id: product.id, option_display_name: 'Size', label: variant.label }],
  }
}

function formatCategory({ id, name, path }: StandinCategory): unknown {
  return {
    id,
    parent_id: 0,
    name,
    description: '',
    sort_order: 0,
    image_url: '',
    is_visible: true,
    custom_url: { url: path, is_customized: false },
  }
}

function formatCustomer(customer: StandinCustomer): unknown {
  return {
    id: customer.id,
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    customer_group_id: customer.groupId,
    date_created: formatMoment(customer.createdAt),
    date_modified: formatMoment(customer.createdAt),
  }
}

function formatStore(store: StandinStore): unknown {
  const domain = new URL(store.origin).host
  return {
    id: store.hash,
    account_uuid: store.accountUuid,
    domain,
    secure_url: store.origin,
    control_panel_base_url: store.origin,
    status: 'live',
    name: store.name,
    admin_email: store.owner.email,
    order_email: store.owner.email,
    country_code: 'US',
    timezone: { name: 'America/Chicago', raw_offset: -21_600, dst_offset: -18_000, dst_correction: true },
    language: 'en',
    currency: store.currency,
    currency_symbol: '$',
    decimal_separator: '.',
    thousands_separator: ',',
    decimal_places: 2,
    currency_symbol_location: 'left',
    plan_name: 'Plus',
    plan_level: 'Plus Plan',
    plan_is_trial: false,
    store_id: store.id,
    default_channel_id: 1,
    features: { stencil_enabled: true, checkout_type: 'optimized' },
  }
}
