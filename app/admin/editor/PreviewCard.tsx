import { BlockStack, Card, Text } from '@shopify/polaris'
import { GatePreview } from '../preview/GatePreview.tsx'
import type { ChainView } from '../views.ts'
import { draftCards } from './draftCards.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** What shoppers will read, kept in step with every key. */
export function PreviewCard({
  editor,
  chains,
  currencyCode,
}: {
  editor: GateEditorModel
  chains: readonly ChainView[]
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
          join={draft.join}
          conditions={draftCards({ conditions: draft.conditions, contracts, chains })}
          reaction={draft.reaction}
          currencyCode={currencyCode}
          isPaused={isPaused}
        />
        <Text as="p" tone="subdued">
          {isPaused
            ? 'Not shown while the gate is paused.'
            : 'In your store it takes the fonts and colors of your theme.'}
        </Text>
      </BlockStack>
    </Card>
  )
}
