import { Card, EmptyState, type EmptyStateProps } from '@shopify/polaris'

/** Card for a page without content: a picture, a heading, a sentence or two, and a button. */
export function EmptyCard({ children, ...state }: EmptyStateProps) {
  return (
    <Card>
      <EmptyState {...state}>
        <p>{children}</p>
      </EmptyState>
    </Card>
  )
}
