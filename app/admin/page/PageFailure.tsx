import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { Card, EmptyState, Page } from '@shopify/polaris'
import type { PageRefusal } from '../answerPage.ts'
import { FailureCard } from './FailureCard.tsx'
import picture from './lost.svg'

/** The list that leads on from a page that cannot be shown. */
export type PageHome = { readonly content: string; readonly url: string }

const GATES: PageHome = { content: 'Gates', url: '/app' }

/** Why a page cannot be shown and the way on. The error boundary of every page. */
export function PageFailure({ home = GATES }: { home?: PageHome }) {
  const error = useRouteError()
  // Shopify's library throws whole pages (a new login, leaving the frame): they belong to the boundary above.
  if (isRouteErrorResponse(error) && typeof error.data === 'string') throw error
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage home={home} />
  const refusal = isRouteErrorResponse(error) ? (error.data as Partial<PageRefusal> | null) : null
  return (
    <Page title="Something is in the way" backAction={home}>
      <FailureCard message={refusal?.msg} />
    </Page>
  )
}

/** An address at which there is nothing. */
export function NotFoundPage({ home = GATES }: { home?: PageHome }) {
  return (
    <Page title="Not found" backAction={home}>
      <Card>
        <EmptyState
          heading="There is nothing at this address"
          image={picture}
          action={{ content: `Go to ${home.content}`, url: home.url }}
        >
          <p>It may belong to another shop, or the address was cut short.</p>
        </EmptyState>
      </Card>
    </Page>
  )
}
