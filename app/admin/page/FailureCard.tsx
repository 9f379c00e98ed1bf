import { useRevalidator } from '@remix-run/react'
import { Card, EmptyState } from '@shopify/polaris'
import picture from './lost.svg'

const UNKNOWN = 'Something went wrong on our side. Nothing is lost. Try again in a moment.'

/** Why a page cannot be shown, and another try. */
export function FailureCard({ message = UNKNOWN }: { message?: string | undefined }) {
  const { revalidate, state } = useRevalidator()
  return (
    <Card>
      <EmptyState
        heading="This page could not be shown"
        image={picture}
        action={{ content: 'Try again', loading: state !== 'idle', onAction: revalidate }}
      >
        <p>{message}</p>
      </EmptyState>
    </Card>
  )
}
