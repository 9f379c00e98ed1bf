import type { HeadersFunction } from '@remix-run/node'
import { Link, Outlet, useLoaderData, useLocation, useRouteError } from '@remix-run/react'
import { NavMenu } from '@shopify/app-bridge-react'
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url'
import { AppProvider } from '@shopify/shopify-app-remix/react'
import { boundary } from '@shopify/shopify-app-remix/server'
import adminStyles from '../admin/admin.css?url'
import { adminLoader } from '../admin/adminRoute.ts'
import { composeEditorUrl } from '../admin/block/composeEditorUrl.ts'
import { ThemeProvider } from '../admin/block/ThemeProvider.tsx'
import { AppFailure } from '../admin/page/AppFailure.tsx'
import { InterFont } from '../admin/page/InterFont.tsx'
import { isLibraryPage } from '../admin/page/isLibraryPage.ts'
import { findMessage } from '../admin/page/PageFailure.tsx'
import { PageFrame } from '../admin/page/PageFrame.tsx'
import { PlatformProvider } from '../admin/page/PlatformProvider.ts'
import { ReadyPage } from '../admin/page/ReadyPage.tsx'
import { listSections, SECTIONS } from '../admin/page/sections.ts'
import { listOwnChains, setOwnChains } from '../core/chain/ownChains.ts'
import { platformOf } from '../core/gate/platform.ts'
import { env } from '../env.server.ts'
import { adminDoor } from '../shopify.server.ts'

const STORE_BRIDGE = '/palisade-panel.js'

export const links = () => [polarisStyles, adminStyles].map((href) => ({ rel: 'stylesheet', href }))

export const loader = adminLoader({
  door: adminDoor,
  run: async ({ myshopifyDomain }) => {
    const platform = platformOf(myshopifyDomain)
    const isStore = platform === 'bigcommerce'
    const apiKey = isStore ? '' : (env.shopify?.apiKey ?? '')
    return {
      platform,
      apiKey,
      // App Bridge is Shopify's. The control panel of BigCommerce gets what stands in for it.
      appBridgeUrl: isStore ? STORE_BRIDGE : env.APP_BRIDGE_URL,
      editorUrl: isStore
        ? `https://${myshopifyDomain}/manage`
        : composeEditorUrl({ myshopifyDomain, apiKey }),
      ownChains: listOwnChains(),
    }
  },
})

// This data never changes while the app is open, and the loader of every page authenticates.
export const shouldRevalidate = () => false

export default function App() {
  const { platform, apiKey, appBridgeUrl, editorUrl, ownChains } = useLoaderData<typeof loader>()
  // Before anything below names a chain. A server has set them at its start.
  if (typeof document !== 'undefined') setOwnChains(ownChains)
  const { pathname } = useLocation()
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} __APP_BRIDGE_URL={appBridgeUrl}>
      {/* Another App Bridge than Shopify’s means that Shopify’s CDN may be out of reach. */}
      {!appBridgeUrl && <InterFont />}
      <NavMenu>
        {listSections(platform).map((section) => (
          <Link key={section.url} to={section.url} rel={section === SECTIONS.home ? 'home' : undefined}>
            {section.content}
          </Link>
        ))}
      </NavMenu>
      <PlatformProvider value={platform}>
        <ReadyPage pathname={pathname}>
          <ThemeProvider pathname={pathname} editorUrl={editorUrl}>
            <PageFrame pathname={pathname}>
              <Outlet />
            </PageFrame>
          </ThemeProvider>
        </ReadyPage>
      </PlatformProvider>
    </AppProvider>
  )
}

// Shopify's library throws redirects and headers as responses, and its pages as their text.
export function ErrorBoundary() {
  const error = useRouteError()
  return isLibraryPage(error) ? boundary.error(error) : <AppFailure message={findMessage(error)} />
}

export const headers: HeadersFunction = (args) => boundary.headers(args)
