import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { answerChange } from '../admin/answerChange.ts'
import { answerOffline } from '../admin/answerOffline.ts'
import { answerPage } from '../admin/answerPage.ts'
import { formatList } from '../admin/lists/formatLists.ts'
import { ListPage } from '../admin/lists/ListPage.tsx'
import { ListsFailure } from '../admin/lists/ListsFailure.tsx'
import styles from '../admin/lists/lists.css?url'
import { parseListId, parseListNameBody } from '../admin/lists/parseListForm.ts'
import type { ListAnswer } from '../admin/lists/views.ts'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { publicContext } from '../context.server.ts'
import { loadList } from '../flows/lists/loadList.ts'
import { renameList } from '../flows/lists/renameList.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = ListsFailure
export const shouldRevalidate = shouldLoadAgain
export const links = () => [{ rel: 'stylesheet', href: styles }]
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.list.name} · Lists` : 'List' },
]

export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerPage(async () => {
    const listId = parseListId(params.list)
    return formatList(await loadList(publicContext, { myshopifyDomain: session.shop, listId }))
  })
}

/** Give the list another name. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerChange<{ listId: string; name: string }, { id: string }, never>({
    request,
    parse: (body) => ({ listId: parseListId(params.list), ...parseListNameBody(body) }),
    run: async (wanted) => {
      const { id } = await renameList(publicContext, { myshopifyDomain: session.shop, ...wanted })
      return { id }
    },
  })
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  answerOffline(() => serverAction<ListAnswer<{ id: string }>>())

export default function List() {
  const { list, timeZone } = useLoaderData<typeof loader>()
  return <ListPage key={list.id} list={list} timeZone={timeZone} />
}
