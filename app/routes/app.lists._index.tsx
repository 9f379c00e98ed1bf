import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answerPage } from '../admin/answerPage.ts'
import { formatLists } from '../admin/lists/formatLists.ts'
import { ListListPage } from '../admin/lists/ListListPage.tsx'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { publicContext } from '../context.server.ts'
import { listLists } from '../flows/lists/listLists.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Lists' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { session } = await authenticate.admin(request)
  return answerPage(async () =>
    formatLists(await listLists(publicContext, { myshopifyDomain: session.shop })),
  )
}

export default function Lists() {
  return <ListListPage {...useLoaderData<typeof loader>()} />
}
