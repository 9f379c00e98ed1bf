import { useLoaderData } from '@remix-run/react'
import { adminLoader } from '../admin/adminRoute.ts'
import { ChainsPage } from '../admin/chains/ChainsPage.tsx'
import { formatEndpoints } from '../admin/chains/formatEndpoints.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { SECTIONS } from '../admin/page/sections.ts'
import { listEndpoints } from '../context.server.ts'
import { adminDoor } from '../shopify.server.ts'

export { canReload as shouldRevalidate } from '../admin/canReload.ts'
export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta(SECTIONS.chains.content)

export const loader = adminLoader({
  door: adminDoor,
  run: async () => ({ endpoints: formatEndpoints(listEndpoints()) }),
})

export default function Chains() {
  return <ChainsPage {...useLoaderData<typeof loader>()} />
}
