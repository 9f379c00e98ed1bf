import { z } from 'zod'
import {
  moment,
  number,
  type Operation,
  paging,
  text,
  toCursorPage,
  toPage,
  toReadScopes,
  toSingle,
  whole,
  wholesText,
  wholeText,
  yes,
} from './operation.ts'

const information = z.strictObject({
  id: text,
  account_uuid: z.uuid(),
  domain: text,
  secure_url: text,
  control_panel_base_url: text,
  status: text,
  name: text,
  admin_email: text,
  order_email: text,
  country_code: text,
  timezone: z.strictObject({ name: text, raw_offset: whole, dst_offset: whole, dst_correction: yes }),
  language: text,
  currency: text,
  currency_symbol: text,
  decimal_separator: text,
  thousands_separator: text,
  decimal_places: whole,
  currency_symbol_location: text,
  plan_name: text,
  plan_level: text,
  plan_is_trial: yes,
  store_id: whole,
  default_channel_id: whole,
  features: z.strictObject({ stencil_enabled: yes, checkout_type: z.enum(['optimized', 'single']) }),
})

const optionValue = z.strictObject({ id: whole, option_id: whole, option_display_name: text, label: text })
const variant = z.strictObject({
  id: whole,
  product_id: whole,
  sku: text,
  price: number.min(0),
  calculated_price: number,
  purchasing_disabled: yes,
  inventory_level: whole.max(2_147_483_647),
  option_values: z.array(optionValue),
})
const image = z.strictObject({
  id: whole,
  product_id: whole,
  is_thumbnail: yes,
  description: text,
  url_standard: text,
  url_thumbnail: text,
})
const product = z.strictObject({
  id: whole.min(1),
  name: z.string().min(1).max(250),
  type: z.enum(['physical', 'digital']),
  sku: z.string().max(255),
  description: text,
  price: number.min(0),
  sale_price: number.min(0),
  calculated_price: number,
  categories: z.array(whole),
  inventory_level: whole.min(0),
  inventory_tracking: z.enum(['none', 'product', 'variant']),
  is_visible: yes,
  is_featured: yes,
  availability: z.enum(['available', 'disabled', 'preorder']),
  custom_url: z.strictObject({ url: text, is_customized: yes }),
  base_variant_id: whole.optional(),
  date_created: moment,
  date_modified: moment,
  variants: z.array(variant).optional(),
  primary_image: image.optional(),
})
const category = z.strictObject({
  id: whole,
  parent_id: whole,
  name: z.string().min(1).max(50),
  description: text,
  sort_order: whole,
  image_url: text,
  is_visible: yes,
  custom_url: z.strictObject({ url: text, is_customized: yes }),
})
const missing = z.strictObject({ status: whole, title: text, type: text, instance: text.optional() })

const customer = z.strictObject({
  id: whole,
  email: z.string().min(3).max(255),
  first_name: z.string().min(1).max(100),
  last_name: z.string().min(1).max(100),
  customer_group_id: whole,
  date_created: moment,
  date_modified: moment,
})
const group = z.strictObject({ id: whole, name: text, is_default: yes, is_group_for_guests: yes })

const base = { query: {}, body: null, method: 'GET' } as const
const CATALOG = { ...base, base: '/v3', scopes: toReadScopes('store_v2_products') } as const
const CUSTOMERS = { ...base, scopes: toReadScopes('store_v2_customers') } as const
const chosen = { include_fields: text, exclude_fields: text }

/** What the app reads of a store: its information, catalog and customers. */
export const STORE_OPERATIONS: readonly Operation[] = [
  {
    ...base,
    document: 'store_information.v2.yml',
    base: '/v2',
    path: '/store',
    scopes: toReadScopes('store_v2_information'),
    answers: { 200: information },
  },
  {
    ...base,
    document: 'store_information.v2.yml',
    base: '/v2',
    path: '/time',
    scopes: [],
    answers: { 200: z.strictObject({ time: whole.min(0) }) },
  },
  {
    ...CATALOG,
    document: 'catalog/products_catalog.v3.yml',
    path: '/catalog/products',
    query: {
      ...paging,
      ...chosen,
      id: wholeText,
      'id:in': wholesText,
      'id:greater': wholesText,
      name: text,
      keyword: text,
      sku: text,
      include: text,
      is_visible: z.enum(['true', 'false']),
      'categories:in': wholesText,
      categories: wholeText,
      sort: z.enum(['id', 'name', 'sku', 'price', 'date_modified']),
      direction: z.enum(['asc', 'desc']),
      'date_modified:min': text,
    },
    answers: { 200: toPage(product) },
  },
  {
    ...CATALOG,
    document: 'catalog/products_catalog.v3.yml',
    path: '/catalog/products/{product_id}',
    query: { ...chosen, include: text },
    answers: { 200: toSingle(product), 404: missing },
  },
  {
    ...CATALOG,
    document: 'catalog/product-variants_catalog.v3.yml',
    path: '/catalog/products/{product_id}/variants',
    query: { ...paging, ...chosen },
    answers: { 200: toPage(variant), 404: missing },
  },
  {
    ...CATALOG,
    document: 'catalog/product-variants_catalog.v3.yml',
    path: '/catalog/variants',
    query: { ...paging, ...chosen, id: wholeText, sku: text, 'product_id:in': wholesText },
    answers: { 200: toPage(variant) },
  },
  {
    ...CATALOG,
    document: 'catalog/categories_catalog.v3.yml',
    path: '/catalog/categories',
    query: { ...paging, ...chosen, id: wholeText, 'id:in': wholesText, name: text, keyword: text },
    answers: { 200: toPage(category) },
  },
  {
    ...CUSTOMERS,
    document: 'customers.v3.yml',
    base: '/v3',
    path: '/customers',
    query: { ...paging, 'id:in': wholesText, 'email:in': text, 'customer_group_id:in': wholesText },
    answers: { 200: toCursorPage(customer) },
  },
  {
    ...CUSTOMERS,
    document: 'customers.v2.yml',
    base: '/v2',
    path: '/customer_groups',
    query: { ...paging, name: text },
    answers: { 200: z.array(group), 204: null },
  },
]
