import { randomInt } from 'node:crypto'
import type { StandinCoupon, StandinStore } from '../state.ts'
import {
  type Answer,
  type Call,
  composePagination,
  formatMoment,
  type Handler,
  parseIds,
  readSeconds,
  refuse,
} from './context.ts'

export const CODES: Readonly<Record<string, Handler>> = {
  'GET /promotions/{promotion_id}/codes': (call) =>
    listCodes(call, (coupon) => coupon.promotionId === Number(call.params.promotion_id)),
  'POST /promotions/{promotion_id}/codes': createCode,
  'DELETE /promotions/{promotion_id}/codes': deleteCodes,
  'POST /promotions/{promotion_id}/codegen': generateCodes,
  'GET /promotions/codes': (call) => {
    if (call.query.code === undefined) return refuse(422, 'Parameter code is required')
    return listCodes(call, () => true)
  },
  'DELETE /promotions/codes': ({ store, query }) => {
    if (query.code === undefined) return refuse(422, 'Parameter code is required')
    const coupon = findCoupon(store, query.code)
    if (coupon) store.coupons.delete(coupon.id)
    return { status: 204 }
  },
  'DELETE /promotions/{promotion_id}/codes/{code_id}': ({ store, params }) => {
    const coupon = store.coupons.get(Number(params.code_id))
    if (coupon?.promotionId === Number(params.promotion_id)) store.coupons.delete(coupon.id)
    return { status: 204 }
  },
}

/** The coupon of a code, whatever became of it. */
export function findCoupon({ coupons, knobs }: StandinStore, code: string): StandinCoupon | null {
  const fold = (text: string) => (knobs.codesIgnoreCase ? text.toLowerCase() : text)
  return [...coupons.values()].find((coupon) => fold(coupon.code) === fold(code)) ?? null
}

function createCode({ store, params, body }: Call): Answer {
  const {
    code,
    max_uses = 0,
    max_uses_per_customer = 0,
  } = body as {
    code: string
    max_uses?: number
    max_uses_per_customer?: number
  }
  const refusal = findRefusal(store, Number(params.promotion_id))
  if (refusal) return refusal
  const promotion = store.promotions.get(Number(params.promotion_id))
  if (promotion?.couponType === 'SINGLE' && countCodes(store, promotion.id) > 0)
    return refuse(422, 'A promotion of the coupon type SINGLE has one code.')
  if (promotion?.couponType === 'BULK' && !store.knobs.bulkTakesOwnCodes)
    return refuse(422, 'The codes of a promotion of the coupon type BULK are generated.')
  if (findCoupon(store, code))
    return refuse(422, 'The code exists already.', { code: 'Choose another code.' })
  const coupon = addCoupon(store, Number(params.promotion_id), { code, max_uses, max_uses_per_customer })
  return { status: 201, body: { data: formatCoupon(coupon), meta: {} } }
}

type Batch = {
  batch_size: number
  max_uses?: number
  max_uses_per_customer?: number
  prefix?: string
  suffix?: string
  delimiter?: string
  code_length?: number
}

function generateCodes({ store, params, body }: Call): Answer {
  const batch = body as Batch
  const id = Number(params.promotion_id)
  const { max_uses = 1, max_uses_per_customer = 1, code_length: length = 16 } = batch
  const promotion = store.promotions.get(id)
  if (promotion && (promotion.kind !== 'COUPON' || promotion.couponType !== 'BULK'))
    return refuse(405, 'Codes are generated for promotions of the coupon type BULK alone.')
  const refusal = findRefusal(store, id, batch.batch_size)
  if (refusal) return refusal
  const codes = Array.from({ length: batch.batch_size }, () => composeCode(batch, length))
  if (codes.some((code) => code.length > 50)) return refuse(422, 'A code has at most 50 characters.')
  for (const code of codes) addCoupon(store, id, { code, max_uses, max_uses_per_customer })
  const created = formatMoment(readSeconds(store))
  const data = {
    created,
    max_uses,
    max_uses_per_customer,
    batch_size: codes.length,
    codes: codes.map((code) => ({ code })),
  }
  return { status: 201, body: { data, meta: {} } }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

function composeCode({ prefix = '', suffix = '', delimiter = '' }: Batch, length: number): string {
  const core = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return [prefix, core, suffix].filter(Boolean).join(delimiter)
}

function addCoupon(
  store: StandinStore,
  promotionId: number,
  fields: { code: string; max_uses: number; max_uses_per_customer: number },
): StandinCoupon {
  const coupon: StandinCoupon = {
    id: store.count('coupon'),
    promotionId,
    code: fields.code,
    maxUses: fields.max_uses,
    maxUsesPerCustomer: fields.max_uses_per_customer,
    currentUses: 0,
    usesByCustomer: new Map(),
    createdAt: readSeconds(store),
    liveFrom: store.now() + store.knobs.codeDelay,
  }
  store.coupons.set(coupon.id, coupon)
  return coupon
}

function findRefusal(store: StandinStore, promotionId: number, more = 1): Answer | null {
  const promotion = store.promotions.get(promotionId)
  if (!promotion) return refuse(404, 'The promotion does not exist.')
  if (promotion.kind !== 'COUPON') return refuse(422, 'Only a promotion of the type COUPON has codes.')
  if (countCodes(store, promotionId) + more > store.knobs.codeLimit)
    return refuse(403, 'The promotion has reached its limit of codes.')
  return null
}

function countCodes(store: StandinStore, promotionId: number): number {
  return [...store.coupons.values()].filter((coupon) => coupon.promotionId === promotionId).length
}

function deleteCodes({ store, params, query }: Call): Answer {
  const ids = parseIds(query['id:in'])
  if (ids.length === 0) return refuse(422, 'Parameter id:in is required')
  if (ids.length > 250) return refuse(422, 'At most 250 codes are deleted at once.')
  for (const id of ids)
    if (store.coupons.get(id)?.promotionId === Number(params.promotion_id)) store.coupons.delete(id)
  return { status: 204 }
}

/** Answers a page with the cursors of its ends; a `page` takes the cursors away, a cursor the page. */
function listCodes(call: Call, isMeant: (coupon: StandinCoupon) => boolean): Answer {
  const { store, query } = call
  if (query.page !== undefined && (query.after ?? query.before) !== undefined)
    return refuse(422, 'The page cannot be used with a cursor.')
  const limit = Number(query.limit ?? 50)
  if (limit < 1 || limit > 250) return refuse(422, 'The limit must be between 1 and 250.')
  const all = [...store.coupons.values()]
    .filter(
      (coupon) => isMeant(coupon) && (query.code === undefined || coupon === findCoupon(store, query.code)),
    )
    .sort((a, b) => a.id - b.id)
  const page = Number(query.page ?? 1)
  const behind = all.filter(
    ({ id }) =>
      (query.after === undefined || id > parseCursor(query.after)) &&
      (query.before === undefined || id < parseCursor(query.before)),
  )
  const shown =
    query.before === undefined ? behind.slice((page - 1) * limit, page * limit) : behind.slice(-limit)
  const hasCursor = (query.after ?? query.before) !== undefined
  const meta = {
    ...(!hasCursor && { pagination: composePagination({ items: all, shown, page, limit }) }),
    ...(query.page === undefined && { cursor_pagination: composeCursors({ all, shown, limit }) }),
  }
  return { status: 200, body: { data: shown.map(formatCoupon), meta } }
}

function composeCursors({
  all,
  shown,
  limit,
}: {
  all: readonly StandinCoupon[]
  shown: readonly StandinCoupon[]
  limit: number
}) {
  const first = shown[0]
  const last = shown.at(-1)
  return {
    count: shown.length,
    per_page: limit,
    start_cursor: first ? formatCursor(first.id) : '',
    end_cursor: last ? formatCursor(last.id) : '',
    links: {
      ...(first && first !== all[0] && { previous: `?limit=${limit}&before=${formatCursor(first.id)}` }),
      ...(last && last !== all.at(-1) && { next: `?limit=${limit}&after=${formatCursor(last.id)}` }),
    },
  }
}

function formatCursor(id: number): string {
  return Buffer.from(JSON.stringify({ id: String(id) })).toString('base64url')
}

function parseCursor(text: string): number {
  try {
    return Number((JSON.parse(Buffer.from(text, 'base64url').toString()) as { id: string }).id)
  } catch {
    return Number.NaN
  }
}

function formatCoupon(coupon: StandinCoupon): unknown {
  return {
    id: coupon.id,
    code: coupon.code,
    current_uses: coupon.currentUses,
    max_uses: coupon.maxUses,
    max_uses_per_customer: coupon.maxUsesPerCustomer,
    created: formatMoment(coupon.createdAt),
  }
}
