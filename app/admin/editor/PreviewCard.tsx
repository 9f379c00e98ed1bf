import { BlockStack, Card, Text } from '@shopify/polaris'
import { parseHeldFor } from '../../core/requirement/holdingTime.ts'
import type { Standing } from '../formatStanding.ts'
import { choosePreviewPosition } from '../preview/choosePreviewPosition.ts'
import { GatePreview } from '../preview/GatePreview.tsx'
import type { ChainView, ListView } from '../views.ts'
import { draftNeeds } from './draftNeeds.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const CAPTIONS = {
  offered: 'In your store, it uses the fonts and colors of your theme.',
  shut: 'Shoppers see this, but cannot connect a wallet. In your store, it uses the fonts and colors of your theme.',
  hidden: 'Shoppers do not see this while the gate is paused. It looks like this once the gate is active.',
} as const

/** Preview of the shoppers' text, updated on every keystroke. */
export function PreviewCard({
  editor,
  standing,
  chains,
  lists,
  currencyCode,
}: {
  editor: GateEditorModel
  standing: Standing
  chains: readonly ChainView[]
  lists: readonly ListView[]
  currencyCode: string
}) {
  const { draft, contracts, form } = editor
  const place = choosePreviewPosition({ terms: form, standing })
  const isOver = place === 'hidden' && standing.kind === 'ended'
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          On your product pages
        </Text>
        {!isOver && (
          <GatePreview
            needs={draftNeeds({ root: draft.root, contracts, chains, lists })}
            held={draft.moment === 'held' ? parseHeldFor(draft.heldFor) : null}
            isAsOf={
              draft.moment === 'snapshots' &&
              Object.values(draft.snapshots).some((block) => /^\d+$/.test(block.trim()))
            }
            terms={form}
            standing={standing}
            currencyCode={currencyCode}
            isHidden={place === 'hidden'}
          />
        )}
        <Text as="p" tone="subdued">
          {isOver ? 'The gate has ended. Shoppers do not see it.' : CAPTIONS[place]}
        </Text>
      </BlockStack>
    </Card>
  )
}
