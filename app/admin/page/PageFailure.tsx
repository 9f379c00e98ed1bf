import { isRouteErrorResponse, useLocation, useRouteError } from '@remix-run/react'
import { Page } from '@shopify/polaris'
import type { PageRefusal } from '../adminRoute.ts'
import { ENDED_LOGIN } from '../loginWords.ts'
import { EmptyCard } from './EmptyCard.tsx'
import { FailureCard } from './FailureCard.tsx'
import { isLibraryPage } from './isLibraryPage.ts'
import picture from './lost.svg'
import { findHome, SECTIONS, type Section } from './sections.ts'

/** Error boundary of every page: why the page cannot be shown, and a link to a page that works. */
export function PageFailure() {
  const error = useRouteError()
  const home = findHome(useLocation().pathname)
  // Shopify's library throws whole pages (a new login, leaving the frame). The boundary of app.tsx shows those.
  if (isLibraryPage(error)) throw error
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage home={home} />
  return (
    <Page title="Something went wrong" backAction={home}>
      <FailureCard message={findMessage(error)} />
    </Page>
  )
}

/** Find the sentence that says why a page could not load; undefined if none is known. */
export function findMessage(error: unknown): string | undefined {
  if (!isRouteErrorResponse(error)) return undefined
  return error.status === 401 ? ENDED_LOGIN : (error.data as Partial<PageRefusal> | null)?.msg
}

/** Page for a URL without content. */
export function NotFoundPage({ home = SECTIONS.home }: { home?: Section }) {
  return (
    <Page title="Not found" backAction={home}>
      <EmptyCard
        heading="There is no page at this address"
        image={picture}
        action={{ content: `Go to ${home.content}`, url: home.url }}
      >
        The page may belong to another shop, or the address may be incomplete.
      </EmptyCard>
    </Page>
  )
}
