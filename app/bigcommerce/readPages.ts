import type { BigCommerceApi } from './createBigCommerceApi.ts'

const MOST = 250
const MOST_PAGES = 20

/** Read all pages of a list of V2, which ends with a page that is not full. Nothing at the path is an empty list. */
export async function readPages<Item>(api: BigCommerceApi, path: string): Promise<Item[]> {
  const items: Item[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    const found = await api.send<Item[]>({ path, query: { limit: MOST, page } })
    items.push(...(found ?? []))
    if ((found?.length ?? 0) < MOST) break
  }
  return items
}
