import { findVariant, nextId, type StandinCodeDiscount, shopNow } from '../../state.ts'
import {
  type AdminContext,
  formatGid,
  formatInstant,
  parseGid,
  type UserError,
  userError,
} from '../context.ts'
import { findByCode, findCodeDiscount, toCodeDiscountNode } from './codeDiscounts.ts'

const MOST_SUBJECTS = 100

type Ids = string[] | null | undefined
export type CodeDiscountInput = {
  title?: string | null
  code?: string | null
  startsAt?: string | null
  endsAt?: string | null
  usageLimit?: number | null
  appliesOncePerCustomer?: boolean | null
  combinesWith?: StandinCodeDiscount['combinesWith'] | null
  context?: { all?: string | null; customers?: { add?: Ids } | null } | null
  /** Free shipping only. */
  destination?: { all: boolean; countries?: unknown } | null
  appliesOnOneTimePurchase?: boolean | null
  appliesOnSubscription?: boolean | null
  /** Basic only. */
  customerGets?: {
    appliesOnOneTimePurchase?: boolean | null
    appliesOnSubscription?: boolean | null
    value?: {
      percentage?: number | null
      discountAmount?: { amount?: string | null; appliesOnEachItem?: boolean | null } | null
    } | null
    items?: {
      all?: boolean | null
      products?: { productsToAdd?: Ids; productVariantsToAdd?: Ids } | null
      collections?: { add?: Ids } | null
    } | null
  } | null
}

type SaveParameters = {
  ctx: AdminContext
  input: CodeDiscountInput
  root: 'basicCodeDiscount' | 'freeShippingCodeDiscount'
}

/** `discountCodeBasicCreate` and `discountCodeFreeShippingCreate`. */
export function createCodeDiscount(parameters: SaveParameters): unknown {
  return saveCodeDiscount({ ...parameters, known: null })
}

/**
 * `discountCodeBasicUpdate` and `discountCodeFreeShippingUpdate`: omitted fields return to their defaults; items are
 * added.
 */
export function updateCodeDiscount({ id, ...parameters }: SaveParameters & { id: string }): unknown {
  const known = findCodeDiscount(parameters.ctx, id)
  const isBasic = parameters.root === 'basicCodeDiscount'
  if (known && (known.value.kind !== 'freeShipping') === isBasic) {
    return saveCodeDiscount({ ...parameters, known })
  }
  const missing: UserError = { field: ['id'], message: 'Discount does not exist', code: 'INVALID' }
  const __typename = isBasic ? 'DiscountCodeBasicUpdatePayload' : 'DiscountCodeFreeShippingUpdatePayload'
  return { __typename, codeDiscountNode: null, userErrors: [userError(missing)] }
}

function saveCodeDiscount({
  ctx,
  input,
  root,
  known,
}: SaveParameters & { known: StandinCodeDiscount | null }): unknown {
  const kind = root === 'basicCodeDiscount' ? 'Basic' : 'FreeShipping'
  const payload = { __typename: `DiscountCode${kind}${known ? 'Update' : 'Create'}Payload` }
  const value = root === 'basicCodeDiscount' ? readValue(input) : ({ kind: 'freeShipping' } as const)
  const items = root === 'basicCodeDiscount' ? readItems(input) : ({ kind: 'all' } as const)
  const errors = judge({ ctx, input, root, known }, value, items)
  if (errors.length > 0 || !value || !items)
    return { ...payload, codeDiscountNode: null, userErrors: errors.map(userError) }
  const now = formatInstant(shopNow(ctx.shop))
  const purchases = input.customerGets ?? input
  const discount: StandinCodeDiscount = {
    id: known?.id ?? formatGid('DiscountCodeNode', nextId()),
    title: input.title ?? '',
    code: input.code?.trim() ?? '',
    value,
    items: known ? addItems(known.items, items) : items,
    combinesWith: input.combinesWith ?? {
      orderDiscounts: false,
      productDiscounts: false,
      shippingDiscounts: false,
    },
    customerIds: input.context?.customers?.add?.map(numberIn) ?? null,
    usageLimit: input.usageLimit ?? null,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? false,
    appliesOnOneTimePurchase: purchases.appliesOnOneTimePurchase ?? true,
    appliesOnSubscription: purchases.appliesOnSubscription ?? false,
    startsAt: formatInstant(Date.parse(input.startsAt ?? '') / 1000),
    endsAt: input.endsAt ? formatInstant(Date.parse(input.endsAt) / 1000) : null,
    usageCount: known?.usageCount ?? 0,
    usedBy: known?.usedBy ?? [],
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  }
  ctx.shop.codeDiscounts.set(discount.id, discount)
  return { ...payload, codeDiscountNode: toCodeDiscountNode(ctx, discount), userErrors: [] }
}

type Items = StandinCodeDiscount['items']

function addItems(known: Items, items: Items): Items {
  if (known.kind === 'products' && items.kind === 'products') {
    return {
      kind: 'products',
      productIds: [...new Set([...known.productIds, ...items.productIds])],
      variantIds: [...new Set([...known.variantIds, ...items.variantIds])],
    }
  }
  if (known.kind === 'collections' && items.kind === 'collections') {
    return {
      kind: 'collections',
      collectionIds: [...new Set([...known.collectionIds, ...items.collectionIds])],
    }
  }
  return items
}

function readValue({ customerGets }: CodeDiscountInput): StandinCodeDiscount['value'] | null {
  const { percentage, discountAmount } = customerGets?.value ?? {}
  if (typeof percentage === 'number') return { kind: 'percentage', percentage }
  if (!discountAmount?.amount) return null
  const { amount, appliesOnEachItem } = discountAmount
  return { kind: 'amount', amount, appliesOnEachItem: appliesOnEachItem ?? false }
}

function readItems({ customerGets }: CodeDiscountInput): StandinCodeDiscount['items'] | null {
  const { all, products, collections } = customerGets?.items ?? {}
  if (all) return { kind: 'all' }
  if (collections) return { kind: 'collections', collectionIds: (collections.add ?? []).map(numberIn) }
  if (!products) return null
  return {
    kind: 'products',
    productIds: (products.productsToAdd ?? []).map(numberIn),
    variantIds: (products.productVariantsToAdd ?? []).map(numberIn),
  }
}

function judge(
  { ctx, input, root, known }: SaveParameters & { known: StandinCodeDiscount | null },
  value: StandinCodeDiscount['value'] | null,
  items: StandinCodeDiscount['items'] | null,
): UserError[] {
  const errors: UserError[] = []
  const refuse = (field: string, message: string, code: string) =>
    errors.push({ field: [root, field], message, code })
  if (!input.title?.trim()) refuse('title', "Title can't be blank", 'BLANK')
  if (!input.code?.trim()) refuse('code', "Code can't be blank", 'BLANK')
  else if ((findByCode(ctx, input.code) ?? known)?.id !== known?.id)
    refuse('code', 'Code must be unique. Please try a different code.', 'TAKEN')
  if ((input.code?.length ?? 0) > 255)
    refuse('code', 'Code is too long (maximum is 255 characters)', 'TOO_LONG')
  if (!input.startsAt) refuse('startsAt', "Starts at can't be blank", 'BLANK')
  if (input.endsAt && Date.parse(input.endsAt) <= Date.parse(input.startsAt ?? ''))
    refuse('endsAt', 'Ends at needs to be after starts_at', 'END_DATE_BEFORE_START_DATE')
  if (typeof input.usageLimit === 'number' && input.usageLimit < 1)
    refuse('usageLimit', 'Usage limit must be greater than 0', 'GREATER_THAN')
  if (!input.context) refuse('context', "Context can't be blank", 'BLANK')
  const customers = input.context?.customers?.add ?? []
  if (customers.some((id) => !ctx.shop.customers.has(numberIn(id))))
    refuse('context', 'Customer does not exist', 'INVALID')
  if (!value) refuse('customerGets', "Value can't be blank", 'BLANK')
  if (value?.kind === 'percentage' && !(value.percentage > 0 && value.percentage <= 1))
    refuse('customerGets', 'Value must be between 0.0 and 1.0', 'VALUE_OUTSIDE_RANGE')
  if (value?.kind === 'amount' && !(Number(value.amount) > 0))
    refuse('customerGets', 'Value must be greater than 0', 'GREATER_THAN')
  if (!items) refuse('customerGets', 'Items in the discount can not be blank', 'BLANK')
  if (items) errors.push(...judgeItems(ctx, items, root))
  if (root === 'freeShippingCodeDiscount' && !input.destination?.all && !input.destination?.countries)
    refuse('destination', "Destination can't be blank", 'BLANK')
  if (root === 'freeShippingCodeDiscount' && input.combinesWith?.shippingDiscounts)
    refuse(
      'combinesWith',
      'The combinesWith settings are not valid for the discount class.',
      'INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS',
    )
  return errors
}

function judgeItems({ shop }: AdminContext, items: StandinCodeDiscount['items'], root: string): UserError[] {
  if (items.kind === 'all') return []
  const field = [root, 'customerGets', 'items']
  const named =
    items.kind === 'collections'
      ? items.collectionIds.map((id) => shop.collections.has(id))
      : [
          ...items.productIds.map((id) => shop.products.has(id)),
          ...items.variantIds.map((id) => findVariant(shop, id) !== null),
        ]
  if (named.length === 0) return [{ field, message: 'Items in the discount can not be blank', code: 'BLANK' }]
  if (named.length > MOST_SUBJECTS)
    return [{ field, message: `Cannot entitle more than ${MOST_SUBJECTS} items`, code: 'EXCEEDED_MAX' }]
  return named.every(Boolean) ? [] : [{ field, message: 'Item does not exist', code: 'INVALID' }]
}

/** `discountCodeDelete`: deletes the discount, its code and its metafields. */
export function deleteCodeDiscount(ctx: AdminContext, args: { id: string }): unknown {
  const discount = findCodeDiscount(ctx, args.id)
  if (discount) {
    ctx.shop.codeDiscounts.delete(discount.id)
    for (const [key, metafield] of ctx.shop.metafields)
      if (metafield.ownerGid === discount.id) ctx.shop.metafields.delete(key)
  }
  const missing: UserError = { field: ['id'], message: 'Code discount does not exist.', code: 'INVALID' }
  return {
    __typename: 'DiscountCodeDeletePayload',
    deletedCodeDiscountId: discount?.id ?? null,
    userErrors: discount ? [] : [userError(missing)],
  }
}

function numberIn(gid: string): number {
  return Number(parseGid(gid)?.id ?? Number.NaN)
}
