import type { List as ListRow, Prisma } from '../generated/client.ts'
import { addNews } from './addNews.ts'

/** What happened to a list. */
type ListChange = 'created' | 'renamed' | 'added' | 'replaced' | 'undone' | 'deleted'

/** Tell receivers that a list was changed, in the transaction that changes it. */
export async function addListNews({
  tx,
  list: { shopId, id, name, size },
  change,
  at,
}: {
  tx: Prisma.TransactionClient
  list: ListRow
  change: ListChange
  at: number
}): Promise<void> {
  const data = { listId: id, listName: name, change, size }
  await addNews({ tx, at, news: [{ shopId, kind: 'list.changed', gate: null, data, personal: {} }] })
}
