import { BlockStack, Card, Text } from '@shopify/polaris'
import { GatePreview } from '../preview/GatePreview.tsx'
import type { ChainView, ListView } from '../views.ts'
import { draftNeeds } from './draftNeeds.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What shoppers will read, kept in step with every key. */
export function PreviewCard({
  editor,
  chains,
  lists,
  currencyCode,
}: {
  editor: GateEditorModel
  chains: readonly ChainView[]
  lists: readonly ListView[]
  currencyCode: string
}) {
  const { draft, contracts } = editor
  const isPaused = draft.state === 'paused'
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          On your product pages
        </Text>
        <GatePreview
          needs={draftNeeds({ root: draft.root, contracts, chains, lists })}
          isHeld={draft.moment === 'held' && Number(draft.heldForBlocks) > 0}
          isAsOf={
            draft.moment === 'snapshots' && Object.values(draft.snapshots).some((block) => block !== '')
          }
          terms={editor.form}
          currencyCode={currencyCode}
          isPaused={isPaused}
        />
        <Text as="p" tone="subdued">
          {isPaused
            ? draft.reaction.exclusive
              ? 'While the gate is paused it has no button, and says that this is not on sale.'
              : 'Not shown while the gate is paused.'
            : 'In your store it takes the fonts and colors of your theme.'}
        </Text>
      </BlockStack>
    </Card>
  )
}
