import { useRevalidator } from '@remix-run/react'
import { EmptyCard } from './EmptyCard.tsx'
import picture from './lost.svg'

const UNKNOWN = 'The server had a problem. Nothing is lost. Try again in a moment.'

/** Card that says why a page cannot be shown, with a button to try again. */
export function FailureCard({ message = UNKNOWN }: { message?: string | undefined }) {
  const { revalidate, state } = useRevalidator()
  return (
    <EmptyCard
      heading="This page could not be shown"
      image={picture}
      action={{ content: 'Try again', loading: state !== 'idle', onAction: revalidate }}
    >
      {message}
    </EmptyCard>
  )
}
