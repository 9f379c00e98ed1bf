import {
  findMetafield,
  resolveMetaobjectType,
  type StandinCart,
  type StandinProduct,
  type StandinShop,
  type StandinState,
  type StandinVariant,
} from '../state.ts'
import { formatShopifyDecimal } from './decimal.ts'
import { LIMITS } from './functionTables.ts'
import type { CheckoutLine } from './listLines.ts'
import { type LocalClock, readLocalTime } from './readLocalTime.ts'

export type BuildInputRootParameters = {
  state: StandinState
  shop: StandinShop
  cart: StandinCart
  lines: readonly CheckoutLine[]
  decimals: number
  /** The shop's clock, unix seconds. */
  now: number
  /** The discount or validation that the run belongs to. */
  owner: { gid: string; discountClasses?: readonly string[] }
  step: 'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION'
}

type Root = Record<string, unknown>

/** Builds the object that a Function's input query is executed over; fields with arguments are functions. */
export function buildInputRoot(parameters: BuildInputRootParameters): Root {
  const { shop, cart, owner } = parameters
  const clock = readLocalTime({ now: parameters.now, ianaTimezone: shop.ianaTimezone })
  const money = (minor: bigint) => ({
    amount: formatShopifyDecimal(minor, parameters.decimals),
    currencyCode: cart.presentmentCurrency,
  })
  const metafield = (ownerGid: string) => metafieldReader(parameters, ownerGid)
  const lines = parameters.lines.map((line) => ({
    id: line.id,
    quantity: line.quantity,
    attribute: attributeReader(line.line.properties),
    merchandise: buildVariant(line.product, line.variant, metafield),
    parentRelationship: null,
    sellingPlanAllocation: null,
    discountAllocations: [],
    cost: {
      amountPerQuantity: money(line.unitMinor),
      compareAtAmountPerQuantity: null,
      subtotalAmount: money(line.subtotalMinor),
      totalAmount: money(line.subtotalMinor),
    },
  }))
  const subtotal = money(parameters.lines.reduce((sum, line) => sum + line.subtotalMinor, 0n))
  return {
    shop: {
      localTime: buildLocalTime(clock),
      metafield: metafield(`gid://shopify/Shop/${shop.id}`),
      metaobject: metaobjectReader(parameters),
    },
    discount: { discountClasses: owner.discountClasses ?? [], metafield: metafield(owner.gid) },
    validation: { metafield: metafield(owner.gid) },
    buyerJourney: { step: parameters.step },
    presentmentCurrencyRate: rateText(cart.presentmentRate),
    enteredDiscountCodes: [],
    triggeringDiscountCode: null,
    fetchResult: null,
    localization: { language: { isoCode: shop.locale.slice(0, 2).toUpperCase() } },
    cart: {
      attribute: attributeReader(cart.attributes),
      metafield: metafield(`gid://shopify/Cart/${cart.token}`),
      buyerIdentity: buildBuyer(parameters, metafield),
      cost: { subtotalAmount: subtotal, totalAmount: subtotal, totalDutyAmount: null, totalTaxAmount: null },
      deliveryGroups: [],
      deliverableLines: lines,
      discountApplications: [],
      lines,
      billingAddress: null,
      localizedFields: [],
      poNumber: null,
      retailLocation: null,
    },
  }
}

function buildVariant(
  product: StandinProduct,
  variant: StandinVariant,
  metafield: (gid: string) => unknown,
): Root {
  const tags = new Set(product.tags.map((tag) => tag.toLowerCase()))
  const collections = {
    inAnyCollection: () => false,
    inCollections: ({ ids }: { ids: string[] }) =>
      ids.map((collectionId) => ({ collectionId, isMember: false })),
  }
  return {
    __typename: 'ProductVariant',
    id: `gid://shopify/ProductVariant/${variant.id}`,
    sku: variant.sku,
    title: variant.title,
    requiresShipping: !product.isGiftCard,
    weight: 0,
    weightUnit: 'GRAMS',
    metafield: metafield(`gid://shopify/ProductVariant/${variant.id}`),
    ...collections,
    product: {
      id: `gid://shopify/Product/${product.id}`,
      handle: product.handle,
      title: product.title,
      productType: product.productType,
      vendor: product.vendor,
      isGiftCard: product.isGiftCard,
      metafield: metafield(`gid://shopify/Product/${product.id}`),
      hasAnyTag: ({ tags: asked }: { tags: string[] }) => asked.some((tag) => tags.has(tag.toLowerCase())),
      hasTags: ({ tags: asked }: { tags: string[] }) =>
        asked.map((tag) => ({ tag, hasTag: tags.has(tag.toLowerCase()) })),
      ...collections,
    },
  }
}

function buildBuyer(
  { shop, cart }: BuildInputRootParameters,
  metafield: (gid: string) => unknown,
): Root | null {
  const customer = cart.customerId === null ? undefined : shop.customers.get(cart.customerId)
  if (!customer) return null
  const gid = `gid://shopify/Customer/${customer.id}`
  return {
    isAuthenticated: true,
    email: customer.email,
    phone: null,
    purchasingCompany: null,
    shopUser: null,
    customer: {
      id: gid,
      email: customer.email,
      firstName: customer.firstName,
      lastName: customer.lastName,
      displayName: `${customer.firstName} ${customer.lastName}`.trim(),
      numberOfOrders: shop.orders.filter((order) => order.customerId === customer.id).length,
      hasAnyTag: () => false,
      hasTags: ({ tags }: { tags: string[] }) => tags.map((tag) => ({ tag, hasTag: false })),
      metafield: metafield(gid),
    },
  }
}

function buildLocalTime({ date, time }: LocalClock): Root {
  const instant = `${date}T${time}`
  return {
    date,
    timeAfter: ({ time: from }: { time: string }) => time >= from,
    timeBefore: ({ time: until }: { time: string }) => time < until,
    timeBetween: ({ startTime, endTime }: { startTime: string; endTime: string }) =>
      startTime <= endTime ? time >= startTime && time < endTime : time >= startTime || time < endTime,
    dateTimeAfter: ({ dateTime }: { dateTime: string }) => instant >= dateTime,
    dateTimeBefore: ({ dateTime }: { dateTime: string }) => instant < dateTime,
    dateTimeBetween: (args: { startDateTime: string; endDateTime: string }) =>
      instant >= args.startDateTime && instant < args.endDateTime,
  }
}

function attributeReader(attributes: Record<string, string>) {
  return ({ key }: { key?: string | null }) => {
    if (key === undefined || key === null || !Object.hasOwn(attributes, key)) return null
    return { key, value: attributes[key] ?? null }
  }
}

function metafieldReader({ state, shop }: BuildInputRootParameters, ownerGid: string) {
  return ({ namespace, key }: { namespace?: string | null; key: string }) => {
    const found = findMetafield({ state, shop, ownerGid, namespace, key })
    if (!found || Buffer.byteLength(found.value) > LIMITS.metafieldBytes) return null
    return { type: found.type, value: found.value, jsonValue: () => readJson(found.type, found.value) }
  }
}

function readJson(type: string, value: string): unknown {
  return type === 'json' || type.startsWith('list.') ? (JSON.parse(value) as unknown) : value
}

function metaobjectReader({ state, shop }: BuildInputRootParameters) {
  return (args: { handle?: { type: string; handle: string } | null; id?: string | null }) => {
    const type = args.handle ? resolveMetaobjectType(state.appId, args.handle.type) : null
    for (const entry of shop.metaobjects.values()) {
      const isWanted = args.handle
        ? entry.type === type && entry.handle === args.handle.handle
        : entry.id === args.id
      if (isWanted && entry.type.startsWith(`app--${state.appId}--`)) {
        return {
          handle: entry.handle,
          type: entry.type,
          field: ({ key }: { key: string }) => {
            const value = entry.fields[key]
            const definition = shop.metaobjectDefinitions.get(entry.type)
            const type = definition?.fieldDefinitions.find((field) => field.key === key)?.type
            if (value === undefined || type === undefined) return null
            return { key, type, value, jsonValue: () => readJson(type, value) }
          },
        }
      }
    }
    return null
  }
}

function rateText(rate: string): string {
  return rate.includes('.') ? rate : `${rate}.0`
}
