import { Card, EmptyState } from '@shopify/polaris'
import picture from './noProjects.svg'

/** What a shop without a project sees: what a project is, and the way to the first. */
export function NoProjects({ onCreate }: { onCreate: () => void }) {
  return (
    <Card>
      <EmptyState
        heading="Sign people in with their wallet"
        image={picture}
        action={{ content: 'Create project', onAction: onCreate }}
        footerContent="Gates in your shop work without a project."
      >
        <p>A project holds the keys and the rules of one site or app that signs people in over the API.</p>
      </EmptyState>
    </Card>
  )
}
