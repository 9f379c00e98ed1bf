import type { LoaderFunctionArgs } from '@remix-run/node'
import { LandingPage } from '../admin/landing/LandingPage.tsx'
import { makeStaticPage } from '../admin/landing/makeStaticPage.tsx'
import { login } from '../shopify.server.ts'

const answer = makeStaticPage({ title: 'Palisade', status: 200, page: <LandingPage /> })

/** Where Shopify's library sends a visitor who came without a shop: it goes on to the admin when the address names one. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  // Without one the library would look for a form, in a HEAD or OPTIONS request too.
  if (new URL(request.url).searchParams.has('shop')) await login(request)
  return answer()
}
