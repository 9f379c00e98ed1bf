import { useLoaderData } from '@remix-run/react'
import { adminAction, adminLoader } from '../admin/adminRoute.ts'
import { formatList } from '../admin/lists/formatLists.ts'
import { ListPage } from '../admin/lists/ListPage.tsx'
import styles from '../admin/lists/lists.css?url'
import { parseListId, parseListNameBody } from '../admin/lists/parseListForm.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { loadList } from '../flows/lists/loadList.ts'
import { updateListName } from '../flows/lists/updateListName.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta<typeof loader>('List', ({ list }) => `${list.name} · Lists`)
export const links = () => [{ rel: 'stylesheet', href: styles }]

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx, myshopifyDomain }, { params }) =>
    formatList(await loadList(ctx, { myshopifyDomain, listId: parseListId(params.list) })),
})

/** Rename the list. */
export const action = adminAction({
  door: adminDoor,
  parse: (body, { list }) => ({ listId: parseListId(list), ...parseListNameBody(body) }),
  run: async ({ ctx, myshopifyDomain }, wanted) => {
    const { id } = await updateListName(ctx, { myshopifyDomain, ...wanted })
    return { id }
  },
})

export { clientAction } from '../admin/clientAction.ts'

export default function List() {
  const { list, timeZone } = useLoaderData<typeof loader>()
  return <ListPage key={list.id} list={list} timeZone={timeZone} />
}
