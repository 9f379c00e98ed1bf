import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  useLoaderData,
  useLocation,
  useRouteError,
} from '@remix-run/react'
import { NavMenu } from '@shopify/app-bridge-react'
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url'
import { AppProvider } from '@shopify/shopify-app-remix/react'
import { boundary } from '@shopify/shopify-app-remix/server'
import adminStyles from '../admin/admin.css?url'
import { AppFailure } from '../admin/page/AppFailure.tsx'
import { PageFrame } from '../admin/page/PageFrame.tsx'
import { ReadyPage } from '../admin/page/ReadyPage.tsx'
import { env } from '../env.server.ts'
import { authenticate } from '../shopify.server.ts'

export const links = () => [polarisStyles, adminStyles].map((href) => ({ rel: 'stylesheet', href }))

export const loader = async ({ request }: LoaderFunctionArgs) => {
  await authenticate.admin(request)
  return { apiKey: env.shopify?.apiKey ?? '', appBridgeUrl: env.APP_BRIDGE_URL }
}

// Nothing in it changes while the app is open, and every page authenticates for itself.
export const shouldRevalidate = () => false

export default function App() {
  const { apiKey, appBridgeUrl } = useLoaderData<typeof loader>()
  const { pathname } = useLocation()
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} __APP_BRIDGE_URL={appBridgeUrl}>
      <NavMenu>
        <Link to="/app" rel="home">
          Gates
        </Link>
        <Link to="/app/orders">Orders</Link>
        <Link to="/app/redemptions">Redemptions</Link>
        <Link to="/app/lists">Lists</Link>
        <Link to="/app/chains">Chains</Link>
        <Link to="/app/developers">Developers</Link>
        <Link to="/app/settings">Settings</Link>
      </NavMenu>
      <ReadyPage>
        <PageFrame pathname={pathname}>
          <Outlet />
        </PageFrame>
      </ReadyPage>
    </AppProvider>
  )
}

// Shopify's own redirects and headers travel in thrown responses, whole pages as text.
export function ErrorBoundary() {
  const error = useRouteError()
  const isPage = isRouteErrorResponse(error) && typeof error.data === 'string'
  return isPage ? boundary.error(error) : <AppFailure />
}

export const headers: HeadersFunction = (args) => boundary.headers(args)
