import { Card, EmptyState, type EmptyStateProps } from '@shopify/polaris'

/** A card with a picture, a heading, a sentence or two, and a button: where there is nothing else to show. */
export function EmptyCard({ children, ...state }: EmptyStateProps) {
  return (
    <Card>
      <EmptyState {...state}>
        <p>{children}</p>
      </EmptyState>
    </Card>
  )
}
