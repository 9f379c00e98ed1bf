import type { Rule, StandinPromotion, StandinStore } from '../state.ts'
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
} from './context.ts'

type Draft = {
  redemption_type?: 'COUPON' | 'AUTOMATIC'
  coupon_type?: 'SINGLE' | 'BULK'
  name?: string
  display_name?: string
  channels?: { id: number }[]
  customer?: StandinPromotion['customer']
  rules?: Rule[]
  max_uses?: number
  status?: StandinPromotion['status']
  start_date?: string
  end_date?: string | null
  stop?: boolean
  can_be_used_with_other_promotions?: boolean
  coupon_overrides_other_promotions?: boolean
  currency_code?: string
  notifications?: unknown[]
}

export const PROMOTIONS: Readonly<Record<string, Handler>> = {
  'GET /promotions': (call) => {
    const found = sortPromotions(
      call,
      [...call.store.promotions.values()].filter((one) => isAsked(call, one)),
    )
    return paginate(call, found, (one) => formatPromotion(call.store, one))
  },
  'POST /promotions': createPromotion,
  'DELETE /promotions': deletePromotions,
  'GET /promotions/{id}': ({ store, params }) => {
    const promotion = store.promotions.get(Number(params.id))
    if (!promotion) return refuse(404, 'The promotion does not exist.')
    return { status: 200, body: { data: formatPromotion(store, promotion), meta: {} } }
  },
  'PUT /promotions/{id}': updatePromotion,
  'DELETE /promotions/{id}': ({ store, params }) => {
    const id = Number(params.id)
    if (hasCodes(store, id)) return refuse(422, 'The promotion still has coupon codes.')
    store.promotions.delete(id)
    return { status: 204 }
  },
}

function createPromotion({ store, body }: Call): Answer {
  const draft = body as Draft
  const refusal = findRefusal(store, draft)
  if (refusal) return refusal
  if (store.promotions.size >= store.knobs.promotionLimit)
    return refuse(403, 'The store has reached its limit of promotions.')
  const promotion: StandinPromotion = {
    id: store.count('promotion'),
    kind: draft.redemption_type ?? 'AUTOMATIC',
    couponType: draft.coupon_type ?? 'SINGLE',
    name: draft.name ?? '',
    displayName: draft.display_name,
    channels: draft.channels ?? [],
    customer: draft.customer ?? {},
    rules: draft.rules ?? [],
    currentUses: 0,
    maxUses: draft.max_uses,
    status: draft.status ?? 'ENABLED',
    startDate: draft.start_date ?? formatMoment(readSeconds(store)),
    endDate: draft.end_date ?? null,
    stop: draft.stop ?? false,
    canBeUsedWithOthers: draft.can_be_used_with_other_promotions ?? true,
    overridesOthers: draft.coupon_overrides_other_promotions ?? false,
    currencyCode: draft.currency_code ?? store.currency,
    notifications: draft.notifications ?? [],
  }
  store.promotions.set(promotion.id, promotion)
  return { status: 201, body: { data: formatPromotion(store, promotion), meta: {} } }
}

function updatePromotion({ store, params, body }: Call): Answer {
  const promotion = store.promotions.get(Number(params.id))
  if (!promotion) return refuse(404, 'The promotion does not exist.')
  const patch = body as Draft
  if (patch.coupon_type && patch.coupon_type !== promotion.couponType)
    return refuse(422, 'The coupon type cannot be changed.', { coupon_type: 'Must be the existing one.' })
  const whole = {
    can_be_used_with_other_promotions: promotion.canBeUsedWithOthers,
    coupon_overrides_other_promotions: promotion.overridesOthers,
    start_date: promotion.startDate,
    end_date: promotion.endDate,
    ...patch,
  }
  const refusal = findRefusal(store, whole)
  if (refusal) return refusal
  Object.assign(promotion, {
    name: patch.name ?? promotion.name,
    displayName: patch.display_name ?? promotion.displayName,
    channels: patch.channels ?? promotion.channels,
    customer: patch.customer ?? promotion.customer,
    rules: patch.rules ?? promotion.rules,
    maxUses: patch.max_uses ?? promotion.maxUses,
    status: patch.status ?? promotion.status,
    startDate: patch.start_date ?? promotion.startDate,
    endDate: patch.end_date === undefined ? promotion.endDate : patch.end_date,
    stop: patch.stop ?? promotion.stop,
    canBeUsedWithOthers: whole.can_be_used_with_other_promotions,
    overridesOthers: whole.coupon_overrides_other_promotions,
    currencyCode: patch.currency_code ?? promotion.currencyCode,
    notifications: patch.notifications ?? promotion.notifications,
  } satisfies Partial<StandinPromotion>)
  return { status: 200, body: { data: formatPromotion(store, promotion), meta: {} } }
}

function deletePromotions({ store, query }: Call): Answer {
  const ids = parseIds(query['id:in'])
  if (ids.length === 0) return refuse(422, 'Parameter id:in is required')
  if (ids.length > 50) return refuse(422, 'At most 50 promotions are deleted at once.')
  const kept = ids.filter((id) => hasCodes(store, id))
  for (const id of ids) if (!kept.includes(id)) store.promotions.delete(id)
  if (kept.length === 0) return { status: 204 }
  const errors = kept.map((id) => [
    `${ids.indexOf(id)}.code`,
    `Failed for id=${id}. Error: some relating codes are still present.`,
  ])
  const title = 'Errors occurred in bulk delete action.'
  return {
    status: 422,
    body: {
      errors: [{ status: 422, title, type: 'about:blank', errors: Object.fromEntries(errors) }],
      meta: { total: ids.length, success: ids.length - kept.length, failed: kept.length },
    },
  }
}

/** What the documents say in words beside the schema. */
function findRefusal(store: StandinStore, draft: Draft): Answer | null {
  const { customer = {} } = draft
  if (draft.status === 'INVALID') return refuse(422, 'Invalid status.', { status: 'INVALID is read only.' })
  if (draft.coupon_overrides_other_promotions && (draft.can_be_used_with_other_promotions ?? true))
    return refuse(422, 'Invalid field(s).', {
      coupon_overrides_other_promotions:
        'It has an effect only where can_be_used_with_other_promotions is false.',
    })
  if (customer.group_ids?.length && customer.excluded_group_ids?.length)
    return refuse(422, 'Invalid field(s).', { customer: 'Choose group_ids or excluded_group_ids.' })
  const groups = [...(customer.group_ids ?? []), ...(customer.excluded_group_ids ?? [])]
  if (groups.some((id) => id !== 0 && !store.groups.has(id)))
    return refuse(422, 'Invalid field(s).', { customer: 'There is no such group.' })
  if (draft.channels?.some(({ id }) => id !== 1))
    return refuse(422, 'Invalid field(s).', { channels: 'There is no such channel.' })
  if (draft.currency_code !== undefined && draft.currency_code !== store.currency)
    return refuse(422, 'Invalid field(s).', { currency_code: 'Not a currency of transactions.' })
  const start = draft.start_date === undefined ? store.now() : Date.parse(draft.start_date)
  const end = draft.end_date == null ? Number.POSITIVE_INFINITY : Date.parse(draft.end_date)
  if (Number.isNaN(start) || Number.isNaN(end) || end <= start)
    return refuse(422, 'Invalid field(s).', { end_date: 'The dates must be times, the end after the start.' })
  return findRuleRefusal(draft.rules ?? [])
}

function findRuleRefusal(rules: readonly Rule[]): Answer | null {
  for (const { action, condition, apply_once: once } of rules) {
    const conditions = condition ? ('and' in condition ? (condition.and ?? []) : [condition]) : []
    for (const one of conditions) {
      const cart = 'cart' in one ? one.cart : undefined
      if (cart?.items && cart.minimum_quantity === undefined && cart.minimum_spend === undefined)
        return refuse(422, 'Invalid field(s).', {
          items: 'State minimum_quantity or minimum_spend with items.',
        })
    }
    const items = action.cart_items
    if (items?.strategy?.endsWith('_ONLY')) return refuseUnimitated('this strategy')
    if (items && 'add_free_item' in items) return refuseUnimitated('add_free_item')
    if (items && 'exclude_items_on_sale' in items) return refuseUnimitated('exclude_items_on_sale')
    if (once === false && items?.quantity !== undefined)
      return refuseUnimitated('a repeated rule with a quantity')
    for (const discount of [items?.discount, action.cart_value?.discount]) {
      if (!discount || !('percentage_amount' in discount)) continue
      const percentage = Number(discount.percentage_amount)
      if (!(percentage > 0 && percentage <= 100))
        return refuse(422, 'Invalid field(s).', { percentage_amount: 'Must be above 0 and at most 100.' })
    }
  }
  return null
}

function hasCodes(store: StandinStore, promotionId: number): boolean {
  return [...store.coupons.values()].some((coupon) => coupon.promotionId === promotionId)
}

function isAsked({ store, query }: Call, one: StandinPromotion): boolean {
  const codes = [...store.coupons.values()].filter((coupon) => coupon.promotionId === one.id)
  const hasCode = (text: string) => codes.some(({ code }) => code === text)
  if (query.id !== undefined && Number(query.id) !== one.id) return false
  if (query.name !== undefined && query.name !== one.name) return false
  if (query.code !== undefined && !hasCode(query.code)) return false
  if (query.query !== undefined && !one.name.includes(query.query) && !hasCode(query.query)) return false
  if (query.status !== undefined && query.status.toUpperCase() !== one.status) return false
  if (query.currency_code !== undefined && query.currency_code !== one.currencyCode) return false
  if (query.redemption_type !== undefined && query.redemption_type.toUpperCase() !== one.kind) return false
  const channels = parseIds(query.channels)
  return (
    channels.length === 0 || one.channels.length === 0 || one.channels.some(({ id }) => channels.includes(id))
  )
}

function sortPromotions({ query }: Call, found: readonly StandinPromotion[]): StandinPromotion[] {
  const { sort = 'id', direction = 'asc' } = query
  const keyOf = (one: StandinPromotion) =>
    sort === 'name' ? one.name : sort === 'start_date' ? Date.parse(one.startDate) : one.id
  const sorted = [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.id - b.id))
  return direction === 'desc' ? sorted.reverse() : sorted
}

function formatPromotion(store: StandinStore, one: StandinPromotion): unknown {
  return {
    id: one.id,
    redemption_type: one.kind,
    created_from: 'api',
    name: one.name,
    ...(one.displayName !== undefined && { display_name: one.displayName }),
    channels: one.channels,
    customer: one.customer,
    rules: one.rules,
    current_uses: one.currentUses,
    ...(one.maxUses !== undefined && { max_uses: one.maxUses }),
    status: one.status,
    start_date: one.startDate,
    end_date: one.endDate,
    stop: one.stop,
    can_be_used_with_other_promotions: one.canBeUsedWithOthers,
    currency_code: one.currencyCode,
    notifications: one.notifications,
    ...(one.kind === 'COUPON' && {
      coupon_overrides_other_promotions: one.overridesOthers,
      coupon_type: one.couponType,
      multiple_codes: {
        has_multiple_codes:
          [...store.coupons.values()].filter(({ promotionId }) => promotionId === one.id).length > 1,
      },
    }),
  }
}
