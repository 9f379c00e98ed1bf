import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { isAdminPath } from './admin/isAdminPath.ts'
import { LostPage } from './admin/landing/LostPage.tsx'

export function Layout({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {isAdminPath(pathname) && (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        )}
      </body>
    </html>
  )
}

/** Rendered when a page could not be rendered at all. */
export function ErrorBoundary() {
  return <LostPage title="This page could not be shown" />
}

export default function Root() {
  return <Outlet />
}
