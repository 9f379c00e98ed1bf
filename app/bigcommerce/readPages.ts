import { UpstreamError } from '../core/errors/base.ts'
import type { ApiRequest, BigCommerceApi } from './createBigCommerceApi.ts'

type Asked = Pick<ApiRequest, 'path' | 'query' | 'mustExist'>
/** A page of V3, which says how many there are. */
type Page<Item> = {
  readonly data: readonly Item[]
  readonly meta?: { readonly pagination?: { readonly total_pages?: number } }
}

const MOST = 250
const MOST_PAGES = 40

/**
 * Read all pages of a list of V2, which ends with a page that is not full. Nothing at the path is an empty list, unless it
 * must exist.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST, also for a list that is too long to read whole
 */
export function readPages<Item>(api: BigCommerceApi, asked: Asked): Promise<Item[]> {
  return readAll(asked, async (request) => {
    const items = (await api.send<Item[]>(request)) ?? []
    return { items, isLast: items.length < MOST }
  })
}

/** Read all pages of a list of V3, as `readPages`. A store may give shorter pages than it was asked for. */
export function readDataPages<Item>(api: BigCommerceApi, asked: Asked): Promise<Item[]> {
  return readAll(asked, async (request, page) => {
    const found = await api.send<Page<Item>>(request)
    const items = found?.data ?? []
    const pages = found?.meta?.pagination?.total_pages
    return { items, isLast: pages === undefined ? items.length < MOST : page >= pages }
  })
}

async function readAll<Item>(
  { path, query, mustExist }: Asked,
  read: (request: ApiRequest, page: number) => Promise<{ items: readonly Item[]; isLast: boolean }>,
): Promise<Item[]> {
  const all: Item[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    // What lies behind a page may be gone when the next one is read: only the first must exist.
    const must = mustExist === true && page === 1
    const request = { path, query: { ...query, limit: MOST, page }, ...(must && { mustExist }) }
    const { items, isLast } = await read(request, page)
    all.push(...items)
    if (isLast || items.length === 0) return all
  }
  throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'A list of this store is too long to read whole.', {
    hint: `Palisade reads up to ${MOST_PAGES * MOST} items of a list. Shorten it in the control panel.`,
    details: { isPassing: false },
  })
}
