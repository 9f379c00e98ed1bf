const KINDS = ['product', 'variant', 'collection'] as const
const MOST_CHARACTERS = 100
const MOST_IDS = 250

export type ItemQuery = {
  readonly kind: (typeof KINDS)[number]
  readonly query: string
  readonly ids: readonly number[]
}

/** Parse what the dialog that picks products asks for. What it cannot mean is left out. */
export function parseItemQuery(asked: URLSearchParams): ItemQuery {
  const ids = (asked.get('ids') ?? '').split(',').map(Number)
  return {
    kind: KINDS.find((kind) => kind === asked.get('kind')) ?? 'product',
    query: (asked.get('query') ?? '').trim().slice(0, MOST_CHARACTERS),
    ids: ids.filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, MOST_IDS),
  }
}
