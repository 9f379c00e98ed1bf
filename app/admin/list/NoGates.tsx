import { Card, EmptyState, List } from '@shopify/polaris'
import picture from './noGates.svg'

/** What a shop without a gate sees: what a gate is, and the way to the first. */
export function NoGates() {
  return (
    <Card>
      <EmptyState
        heading="Give token holders their own price"
        image={picture}
        action={{ content: 'Create gate', url: '/app/gates/new' }}
        footerContent="Then add the Palisade block to your product page in the theme editor: that is where shoppers connect their wallet."
      >
        <p>
          A gate says which tokens a wallet must hold and what its owner gets. To make the first one, you
          need:
        </p>
        <List>
          <List.Item>the products it is about</List.Item>
          <List.Item>the address of the token’s contract</List.Item>
          <List.Item>the discount that holders get</List.Item>
        </List>
      </EmptyState>
    </Card>
  )
}
