import { BlockStack, Button, Collapsible, InlineStack } from '@shopify/polaris'
import { useState } from 'react'
import { LazyPart } from '../page/LazyPart.tsx'
import { loadMomentOptions } from './dialogs.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** When tokens must be held: under "More options", which starts open unless "now" is chosen. */
export function MomentFields({ editor }: { editor: GateEditorModel }) {
  const { draft, issues } = editor
  const [isOpen, setIsOpen] = useState(draft.moment !== 'now')
  // A field with an issue must not stay hidden.
  const isShown = isOpen || Object.keys(issues).some((field) => /^(moment|heldFor|snapshots)\b/.test(field))
  return (
    <BlockStack gap="300">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isShown ? 'up' : 'down'}
          ariaExpanded={isShown}
          ariaControls="gate-more-options"
          onClick={() => setIsOpen(!isShown)}
        >
          More options
        </Button>
      </InlineStack>
      <Collapsible id="gate-more-options" open={isShown} transition={{ duration: '0ms' }}>
        {isShown && <LazyPart load={loadMomentOptions} props={{ editor }} />}
      </Collapsible>
    </BlockStack>
  )
}
