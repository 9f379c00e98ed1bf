import type { LoaderFunctionArgs } from '@remix-run/node'
import { LandingPage } from '../admin/landing/LandingPage.tsx'
import styles from '../admin/landing/landing.css?url'
import { login } from '../shopify.server.ts'

export const links = () => [{ rel: 'stylesheet', href: styles }]
export const meta = () => [{ title: 'Palisade' }]

/** Where Shopify's library sends a visitor who came without a shop: it goes on to the admin when the address names one. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  await login(request)
  return null
}

export default LandingPage
