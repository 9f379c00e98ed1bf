import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { Card, EmptyState, Page } from '@shopify/polaris'
import type { PageRefusal } from '../answerPage.ts'
import { FailureCard } from './FailureCard.tsx'
import picture from './lost.svg'

/** Why a page cannot be shown and the way on. The error boundary of every page. */
export function PageFailure() {
  const error = useRouteError()
  // Shopify's library throws whole pages (a new login, leaving the frame): they belong to the boundary above.
  if (isRouteErrorResponse(error) && typeof error.data === 'string') throw error
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  const refusal = isRouteErrorResponse(error) ? (error.data as Partial<PageRefusal> | null) : null
  return (
    <Page title="Something is in the way" backAction={{ content: 'Gates', url: '/app' }}>
      <FailureCard message={refusal?.msg} />
    </Page>
  )
}

/** An address at which there is nothing. */
export function NotFoundPage() {
  return (
    <Page title="Not found" backAction={{ content: 'Gates', url: '/app' }}>
      <Card>
        <EmptyState
          heading="There is nothing at this address"
          image={picture}
          action={{ content: 'See all gates', url: '/app' }}
        >
          <p>It may belong to another shop, or the address was cut short.</p>
        </EmptyState>
      </Card>
    </Page>
  )
}
