import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { ChainsPage } from '../admin/chains/ChainsPage.tsx'
import { formatSources } from '../admin/chains/formatSources.ts'
import { pageTitle } from '../admin/page/pageTitle.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { listSources } from '../context.server.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export { shouldLoadAgain as shouldRevalidate } from '../admin/shouldLoadAgain.ts'
export const meta = pageTitle(SECTIONS.chains.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async () => ({ sources: formatSources(listSources()) }),
})

export default function Chains() {
  return <ChainsPage {...useLoaderData<typeof loader>()} />
}
