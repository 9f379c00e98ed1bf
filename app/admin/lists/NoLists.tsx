import { Card, EmptyState } from '@shopify/polaris'
import picture from './noLists.svg'

/** What a shop without a list sees: what a list is for, and the way to the first. */
export function NoLists({ onCreate }: { onCreate: () => void }) {
  return (
    <Card>
      <EmptyState
        heading="Let in the wallets you choose"
        image={picture}
        action={{ content: 'Create list', onAction: onCreate }}
        footerContent="Addresses are kept as fingerprints: nobody can read your list."
      >
        <p>
          Import the addresses of your early supporters, and open a gate for them whatever they hold. Or keep
          some wallets out.
        </p>
      </EmptyState>
    </Card>
  )
}
