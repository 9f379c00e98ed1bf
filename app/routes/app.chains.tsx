import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChainsPage } from '../admin/chains/ChainsPage.tsx'
import { formatSources } from '../admin/chains/formatSources.ts'
import { PageFailure } from '../admin/page/PageFailure.tsx'
import { shouldLoadAgain } from '../admin/shouldLoadAgain.ts'
import { listSources } from '../context.server.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const shouldRevalidate = shouldLoadAgain
export const meta = () => [{ title: 'Chains' }]

export const loader = async ({ request }: LoaderFunctionArgs) => {
  await authenticate.admin(request)
  return { sources: formatSources(listSources()) }
}

export default function Chains() {
  return <ChainsPage {...useLoaderData<typeof loader>()} />
}
