import type { Knobs } from '../knobs.ts'
import {
  findMetafield,
  resolveMetaobjectType,
  type StandinCart,
  type StandinShop,
  type StandinState,
} from '../state.ts'
import { buildBuyer } from './buildBuyer.ts'
import { buildCustomProduct, buildDeliveryGroup, buildSellingPlan, buildVariant } from './buildMerchandise.ts'
import { formatShopifyDecimal } from './decimal.ts'
import { LIMITS } from './functionTables.ts'
import type { DeliveryGroup } from './listDeliveryGroups.ts'
import type { CheckoutLine } from './listLines.ts'
import { type LocalClock, readLocalTime } from './readLocalTime.ts'

export type BuildInputRootParameters = {
  state: StandinState
  shop: StandinShop
  cart: StandinCart
  lines: readonly CheckoutLine[]
  groups: readonly DeliveryGroup[]
  decimals: number
  /** The shop's clock, unix seconds. */
  now: number
  /** The discount or validation that the run belongs to. */
  owner: { gid: string; discountClasses?: readonly string[] }
  /** Null where Shopify names no step. */
  step: 'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION' | null
}

type Root = Record<string, unknown>

/** Builds the root object of a Function's input query; fields with arguments are functions. */
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
    merchandise: line.line.custom
      ? buildCustomProduct(line.line.custom)
      : buildVariant({ shop, product: line.product, variant: line.variant, metafield }),
    parentRelationship: null,
    sellingPlanAllocation: buildSellingPlan(line.line.sellingPlan, metafield),
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
      localTime: buildLocalTime(clock, shop.knobs.timeBetweenEnd),
      metafield: metafield(`gid://shopify/Shop/${shop.id}`),
      metaobject: metaobjectReader(parameters),
    },
    discount: { discountClasses: owner.discountClasses ?? [], metafield: metafield(owner.gid) },
    validation: { metafield: metafield(owner.gid) },
    buyerJourney: { step: parameters.step },
    presentmentCurrencyRate: rateText(cart.presentmentRate),
    enteredDiscountCodes: cart.discountCodes.map((code) => ({ code, rejectable: true })),
    triggeringDiscountCode: null,
    fetchResult: null,
    localization: { language: { isoCode: formatLanguage(cart.locale) } },
    cart: {
      attribute: attributeReader(cart.attributes),
      metafield: metafield(`gid://shopify/Cart/${cart.token}`),
      buyerIdentity: buildBuyer({ shop, cart, metafield }),
      cost: { subtotalAmount: subtotal, totalAmount: subtotal, totalDutyAmount: null, totalTaxAmount: null },
      deliveryGroups: parameters.groups.map((group) => buildDeliveryGroup(group, lines, money)),
      deliverableLines: lines.filter((line) =>
        parameters.groups.some((group) => group.lineIds.includes(line.id)),
      ),
      discountApplications: [],
      lines,
      billingAddress: null,
      localizedFields: [],
      poNumber: null,
      retailLocation: null,
    },
  }
}

function formatLanguage(locale: string): string {
  const [language = '', region] = locale.split('-')
  const isWhole = ['PT', 'ZH'].includes(language.toUpperCase()) && region
  return (isWhole ? `${language}_${region}` : language).toUpperCase()
}

function buildLocalTime({ date, time }: LocalClock, end: Knobs['timeBetweenEnd']): Root {
  const instant = `${date}T${time}`
  const isBefore = (endTime: string) => time < endTime || (end === 'included' && time === endTime)
  return {
    date,
    timeAfter: ({ time: from }: { time: string }) => time >= from,
    timeBefore: ({ time: until }: { time: string }) => time < until,
    timeBetween: ({ startTime, endTime }: { startTime: string; endTime: string }) =>
      startTime <= endTime ? time >= startTime && isBefore(endTime) : time >= startTime || isBefore(endTime),
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
