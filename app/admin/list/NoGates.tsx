import { Card, EmptyState } from '@shopify/polaris'
import picture from './noGates.svg'

/** What a shop without a gate sees: what a gate is, and the way to the first. */
export function NoGates() {
  return (
    <Card>
      <EmptyState
        heading="Give token holders their own price"
        image={picture}
        action={{ content: 'Create gate', url: '/app/gates/new' }}
        footerContent="Shoppers connect their wallet in the Palisade block: add it to your product page in the theme editor."
      >
        <p>
          A gate says which tokens a wallet must hold and what its owner gets. Have the address of the token’s
          contract at hand, then choose products and a discount.
        </p>
      </EmptyState>
    </Card>
  )
}
