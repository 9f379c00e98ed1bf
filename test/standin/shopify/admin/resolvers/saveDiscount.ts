import { nextId, type StandinDiscount, shopNow } from '../../state.ts'
import { type AdminContext, formatGid, formatInstant, type UserError, userError } from '../context.ts'
import { findDiscount, statusOf, toDiscountApp, toDiscountNode } from './discounts.ts'
import { NOT_ELIGIBLE } from './functionPlan.ts'
import { listReleased } from './listReleased.ts'
import { judgeMetafield, writeMetafield } from './setMetafields.ts'

const MOST_ACTIVE = 25

/** The input after coercion: omitted fields already have Shopify's defaults, so an update resets them. */
export type DiscountAutomaticAppInput = {
  title?: string | null
  functionHandle?: string | null
  functionId?: string | null
  discountClasses?: StandinDiscount['discountClasses'] | null
  combinesWith?: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean } | null
  startsAt?: string | null
  endsAt?: string | null
  appliesOnOneTimePurchase: boolean
  appliesOnSubscription: boolean
  recurringCycleLimit: number | null
  metafields: {
    namespace?: string | null
    key?: string | null
    type?: string | null
    value?: string | null
  }[]
}

type SaveDiscountParameters = {
  ctx: AdminContext
  input: DiscountAutomaticAppInput
  existing: StandinDiscount | null
}

/** `discountAutomaticAppCreate`. */
export function createDiscount(
  ctx: AdminContext,
  args: { automaticAppDiscount: DiscountAutomaticAppInput },
): unknown {
  return saveDiscount({ ctx, input: args.automaticAppDiscount, existing: null })
}

/** `discountAutomaticAppUpdate`. */
export function updateDiscount(
  ctx: AdminContext,
  args: { id: string; automaticAppDiscount: DiscountAutomaticAppInput },
): unknown {
  const existing = findDiscount(ctx, args.id)
  if (!existing)
    return {
      __typename: 'DiscountAutomaticAppUpdatePayload',
      automaticAppDiscount: null,
      userErrors: [userError({ field: ['id'], message: 'Discount does not exist', code: 'INVALID' })],
    }
  return saveDiscount({ ctx, input: args.automaticAppDiscount, existing })
}

function saveDiscount({ ctx, input, existing }: SaveDiscountParameters): unknown {
  const payload = {
    __typename: existing ? 'DiscountAutomaticAppUpdatePayload' : 'DiscountAutomaticAppCreatePayload',
  }
  const now = formatInstant(shopNow(ctx.shop))
  const discount: StandinDiscount = {
    id: existing?.id ?? formatGid('DiscountAutomaticNode', nextId()),
    title: input.title ?? existing?.title ?? '',
    functionHandle: findFunctionHandle(ctx, input) ?? existing?.functionHandle ?? '',
    discountClasses: input.discountClasses ?? existing?.discountClasses ?? [],
    combinesWith: pickCombines(input.combinesWith ?? existing?.combinesWith),
    startsAt: formatDate(input.startsAt ?? existing?.startsAt ?? ''),
    endsAt: input.endsAt === undefined ? (existing?.endsAt ?? null) : formatDate(input.endsAt),
    status: 'ACTIVE',
    appliesOnOneTimePurchase: input.appliesOnOneTimePurchase,
    appliesOnSubscription: input.appliesOnSubscription,
    recurringCycleLimit: input.recurringCycleLimit,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  }
  const errors = judge({ ctx, input, existing }, discount)
  if (errors.length > 0) return { ...payload, automaticAppDiscount: null, userErrors: errors.map(userError) }
  discount.status = statusOf(ctx, discount)
  ctx.shop.discounts.set(discount.id, discount)
  const judged = input.metafields.map((metafield, index) =>
    judgeMetafield(
      ctx,
      { ...metafield, ownerId: discount.id, key: metafield.key ?? '', value: metafield.value ?? '' },
      ['automaticAppDiscount', 'metafields', `${index}`],
    ),
  )
  const refused = judged.flatMap((each) => (each.error ? [{ ...each.error, code: 'INVALID' }] : []))
  if (refused.length > 0) {
    if (existing) ctx.shop.discounts.set(existing.id, existing)
    else ctx.shop.discounts.delete(discount.id)
    return { ...payload, automaticAppDiscount: null, userErrors: refused.map(userError) }
  }
  for (const { metafield } of judged) if (metafield) writeMetafield(ctx, metafield)
  return { ...payload, automaticAppDiscount: toDiscountApp(ctx, discount), userErrors: [] }
}

function judge({ ctx, input, existing }: SaveDiscountParameters, discount: StandinDiscount): UserError[] {
  const errors: UserError[] = []
  const refuse = (field: string, message: string, code: string) =>
    errors.push({ field: ['automaticAppDiscount', field], message, code })
  const named = [input.functionHandle, input.functionId].filter((each) => each)
  if (named.length === 0 && !existing)
    refuse('functionHandle', 'Function id or handle must be provided.', 'MISSING_FUNCTION_IDENTIFIER')
  if (named.length > 1)
    refuse('functionHandle', 'Only one of function id or handle is allowed.', 'MULTIPLE_FUNCTION_IDENTIFIERS')
  const found = listReleased(ctx).find((each) => each.handle === discount.functionHandle)
  if (named.length === 1 && (!found || findFunctionHandle(ctx, input) === null))
    refuse(
      input.functionHandle ? 'functionHandle' : 'functionId',
      `Function ${named[0]} not found. Ensure that it is released in the current app, and that the app is installed.`,
      'INVALID',
    )
  else if (found && found.apiType !== 'discount')
    refuse('functionHandle', 'Function does not implement the discount API.', 'INVALID')
  else if (found && !ctx.shop.functionsAllowed) refuse('functionHandle', NOT_ELIGIBLE, 'INVALID')
  if (discount.title.trim() === '') refuse('title', "Title can't be blank", 'BLANK')
  if (discount.title.length > 255)
    refuse('title', 'Title is too long (maximum is 255 characters)', 'TOO_LONG')
  if (discount.startsAt === '') refuse('startsAt', "Starts at can't be blank", 'BLANK')
  if (discount.endsAt !== null && Date.parse(discount.endsAt) <= Date.parse(discount.startsAt))
    refuse('endsAt', 'Ends at needs to be after starts_at', 'END_DATE_BEFORE_START_DATE')
  if (discount.discountClasses.length === 0)
    refuse('discountClasses', "Discount classes can't be blank", 'BLANK')
  if (!discount.appliesOnOneTimePurchase && !discount.appliesOnSubscription)
    refuse('appliesOnOneTimePurchase', 'Must apply to at least one purchase type', 'APPLIES_ON_NOTHING')
  const onlyShipping = discount.discountClasses.every((each) => each === 'SHIPPING')
  if (discount.discountClasses.length > 0 && onlyShipping && discount.combinesWith.shippingDiscounts)
    refuse(
      'combinesWith',
      'The combinesWith settings are not valid for the discount class.',
      'INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS',
    )
  const others = [...ctx.shop.discounts.values()].filter(
    (each) => each.id !== discount.id && statusOf(ctx, each) === 'ACTIVE',
  )
  if (errors.length === 0 && statusOf(ctx, discount) === 'ACTIVE' && others.length >= MOST_ACTIVE)
    errors.push({ field: ['automaticAppDiscount'], message: TOO_MANY, code: 'MAX_APP_DISCOUNTS' })
  return errors
}

const TOO_MANY = `A shop can have at most ${MOST_ACTIVE} active automatic app discounts.`

function findFunctionHandle(ctx: AdminContext, input: DiscountAutomaticAppInput): string | null {
  const found = listReleased(ctx).find(
    (each) => each.handle === input.functionHandle || each.id === input.functionId,
  )
  return found?.handle ?? null
}

function pickCombines(combines: DiscountAutomaticAppInput['combinesWith']): StandinDiscount['combinesWith'] {
  return {
    orderDiscounts: combines?.orderDiscounts ?? false,
    productDiscounts: combines?.productDiscounts ?? false,
    shippingDiscounts: combines?.shippingDiscounts ?? false,
  }
}

function formatDate(text: string): string
function formatDate(text: string | null): string | null
function formatDate(text: string | null): string | null {
  return text ? formatInstant(Date.parse(text) / 1000) : text
}

/** `discountAutomaticActivate`, `…Deactivate`: a paused discount ends now, a resumed one has no end. */
export function switchDiscount(ctx: AdminContext, args: { id: string }, on: boolean): unknown {
  const payload = {
    __typename: on ? 'DiscountAutomaticActivatePayload' : 'DiscountAutomaticDeactivatePayload',
  }
  const refuse = (error: UserError) => ({
    ...payload,
    automaticDiscountNode: null,
    userErrors: [userError(error)],
  })
  const discount = findDiscount(ctx, args.id)
  if (!discount)
    return refuse({ field: ['id'], message: 'Automatic discount does not exist.', code: 'INVALID' })
  const active = [...ctx.shop.discounts.values()].filter((each) => statusOf(ctx, each) === 'ACTIVE')
  if (on && !active.includes(discount) && active.length >= MOST_ACTIVE)
    return refuse({ field: ['id'], message: TOO_MANY, code: 'MAX_APP_DISCOUNTS' })
  if (on && !ctx.shop.functionsAllowed)
    return refuse({ field: ['id'], message: NOT_ELIGIBLE, code: 'INVALID' })
  const now = formatInstant(shopNow(ctx.shop))
  if (on && Date.parse(discount.startsAt) > Date.parse(now)) discount.startsAt = now
  discount.endsAt = on ? null : now
  discount.updatedAt = now
  discount.status = statusOf(ctx, discount)
  return {
    ...payload,
    automaticDiscountNode: toDiscountNode(ctx, discount, 'DiscountAutomaticNode'),
    userErrors: [],
  }
}

/** `discountAutomaticDelete`: deletes the discount and its metafields. */
export function deleteDiscount(ctx: AdminContext, args: { id: string }): unknown {
  const discount = findDiscount(ctx, args.id)
  if (discount) {
    ctx.shop.discounts.delete(discount.id)
    for (const [key, metafield] of ctx.shop.metafields)
      if (metafield.ownerGid === discount.id) ctx.shop.metafields.delete(key)
  }
  const missing: UserError = { field: ['id'], message: 'Automatic discount does not exist.', code: 'INVALID' }
  return {
    __typename: 'DiscountAutomaticDeletePayload',
    deletedAutomaticDiscountId: discount?.id ?? null,
    userErrors: discount ? [] : [userError(missing)],
  }
}
