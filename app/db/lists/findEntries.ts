import type { ShopId } from '../../core/gate/types.ts'
import type { ListRead } from '../../core/requirement/types.ts'
import type { Database } from '../database.ts'
import { hashEntry } from './hashEntry.ts'

export type FindEntriesParameters = {
  readonly db: Database
  readonly hashPersonal: (text: string) => string
  readonly shopId: ShopId
  readonly reads: readonly ListRead[]
}

/** The places of the addresses whose list is there, and whether it has them. One probe of the index for each, whatever the planner believes. */
export const FIND_ENTRIES_SQL = `SELECT asked.place::int AS place,
    (SELECT true FROM list_entry AS entry WHERE entry.list_id = list.id AND entry.version = list.version
      AND entry.hash = decode(asked.hash, 'hex') LIMIT 1) AS listed
  FROM unnest($2::text[]::uuid[], $3::text[]) WITH ORDINALITY AS asked(list_id, hash, place)
  JOIN list ON list.id = asked.list_id AND list.shop_id = $1`

/** Whether each address is on its list, in one statement; null where the shop has no such list. */
export async function findEntries(parameters: FindEntriesParameters): Promise<(boolean | null)[]> {
  const { db, hashPersonal, shopId, reads } = parameters
  if (reads.length === 0) return []
  const rows = await db.hot.query('find_list_entries', FIND_ENTRIES_SQL, [
    shopId,
    reads.map(({ listId }) => listId),
    reads.map(({ address }) => hashEntry({ hashPersonal, shopId, address })),
  ])
  const found = new Map(rows.map(({ place, listed }) => [Number(place), listed === true]))
  return reads.map((_read, index) => found.get(index + 1) ?? null)
}
