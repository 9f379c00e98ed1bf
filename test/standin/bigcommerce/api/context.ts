import type { StandinStore } from '../state.ts'

export type Call = {
  store: StandinStore
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** As its schema has it: the request was judged before. */
  body: unknown
}
export type Answer = { status: number; body?: unknown; problem?: Problem }
/** A refusal; its shape depends on the operation. */
export type Problem = { title: string; errors?: Record<string, string> }
export type Handler = (call: Call) => Answer | Promise<Answer>

export function refuse(status: number, title: string, errors?: Record<string, string>): Answer {
  return { status, problem: { title, ...(errors && { errors }) } }
}

/** What the published schema allows and the stand-in does not play. */
export function refuseUnimitated(what: string): Answer {
  return refuse(501, `STANDIN_NOT_IMITATED: the stand-in does not imitate ${what}.`)
}

/** A page of a list, with its `meta`. */
export function paginate<T>(call: Call, items: readonly T[], format: (item: T) => unknown): Answer {
  const asked = Number(call.query.limit ?? 50)
  const limit = Math.min(asked, call.store.knobs.mostOnPage)
  const page = Number(call.query.page ?? 1)
  if (asked < 1 || asked > 250)
    return refuse(422, 'The limit must be between 1 and 250.', { limit: 'Out of range.' })
  const shown = items.slice((page - 1) * limit, page * limit)
  return {
    status: 200,
    body: { data: shown.map(format), meta: { pagination: composePagination({ items, shown, page, limit }) } },
  }
}

export function composePagination({
  items,
  shown,
  page,
  limit,
}: {
  items: readonly unknown[]
  shown: readonly unknown[]
  page: number
  limit: number
}) {
  const pages = Math.ceil(items.length / limit)
  const linkTo = (to: number) => `?page=${to}&limit=${limit}`
  return {
    total: items.length,
    count: shown.length,
    per_page: limit,
    current_page: page,
    total_pages: pages,
    links: {
      current: linkTo(page),
      ...(page > 1 && { previous: linkTo(page - 1) }),
      ...(page < pages && { next: linkTo(page + 1) }),
    },
  }
}

/** `2019-01-20T22:00:00+00:00`, of unix seconds. */
export function formatMoment(at: number): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19)}+00:00`
}

/** A number of the currency's units, of cents. */
export function toAmount(cents: number): number {
  return cents / 100
}

/** V2 has amounts as text with four digits. */
export function formatAmount(cents: number): string {
  return (cents / 100).toFixed(4)
}

export function readSeconds(store: StandinStore): number {
  return Math.floor(store.now() / 1000)
}

export function parseIds(text: string | undefined): number[] {
  return (text ?? '').split(',').filter(Boolean).map(Number)
}
