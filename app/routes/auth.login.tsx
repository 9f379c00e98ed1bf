import type { LoaderFunctionArgs } from '@remix-run/node'
import { createStaticPage } from '../admin/landing/createStaticPage.tsx'
import { LandingPage } from '../admin/landing/LandingPage.tsx'
import { login } from '../shopify.server.ts'

const answer = createStaticPage({ title: 'Palisade', status: 200, page: <LandingPage /> })

/**
 * Landing page. Shopify's library redirects visitors without a shop here. If the URL names a shop, it redirects to the
 * admin.
 */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  // Without a shop, `login` would look for a form, also in a HEAD or OPTIONS request.
  if (new URL(request.url).searchParams.has('shop')) await login(request)
  return answer()
}
