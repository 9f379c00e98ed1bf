import { z } from 'zod'

/** One operation of BigCommerce's API: what a request may hold, and what each answer holds. */
export type Operation = {
  /** The file under `reference/` of BigCommerce's published documents. */
  document: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** In front of the published path: `/stores/{store_hash}` and `/v2` or `/v3`, or the storefront's `/api/storefront`. */
  base: '/v2' | '/v3' | '/api/storefront'
  /** The published path. */
  path: string
  /** An access token needs one of these scopes. The storefront asks for none. */
  scopes: readonly string[]
  query: Readonly<Record<string, z.ZodType>>
  /** Null if the operation takes none. */
  body: z.ZodType | null
  /** By status; null has no body. */
  answers: Readonly<Record<number, z.ZodType | null>>
}

export const text = z.string()
export const whole = z.int()
export const number = z.number()
export const yes = z.boolean()
export const moment = z.iso.datetime({ offset: true })
/** Fields of a request that its document declares without their content. */
export const map = z.record(z.string(), z.string())

/** A query parameter that is a whole number. */
export const wholeText = z.string().regex(/^\d+$/)
/** A query parameter that lists whole numbers. */
export const wholesText = z.string().regex(/^\d+(,\d+)*$/)

/** From one on. The handlers know how many are too many. */
const countText = z.string().regex(/^[1-9]\d{0,8}$/)
export const paging = { page: countText, limit: countText }

const links = z.strictObject({ previous: text.optional(), current: text, next: text.optional() })
const pagination = z.strictObject({
  total: whole,
  count: whole,
  per_page: whole,
  current_page: whole,
  total_pages: whole,
  links,
})
const empty = z.strictObject({})

/** `{data, meta}` of one thing. */
export function toSingle(item: z.ZodType) {
  return z.strictObject({ data: item, meta: empty })
}

/** `{data, meta}` of a page of things. */
export function toPage(item: z.ZodType) {
  return z.strictObject({ data: z.array(item), meta: z.strictObject({ pagination }) })
}

const cursor = z.strictObject({
  count: whole,
  per_page: whole,
  start_cursor: text,
  end_cursor: text,
  links: z.strictObject({ previous: text.optional(), next: text.optional() }),
})

/** A page with the newer cursors beside its number. */
export function toCursorPage(item: z.ZodType) {
  const meta = z.strictObject({ pagination: pagination.optional(), cursor_pagination: cursor.optional() })
  return z.strictObject({ data: z.array(item), meta })
}

/** An error as most of V3 answers it. */
export const problem = z.strictObject({ status: whole, title: text, type: text })

/** An error that names fields. */
export const fieldProblem = problem.extend({ errors: map.optional() })

export function toReadScopes(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `${name}_read_only`])
}
