import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import { MAX_CONDITIONS } from '../../core/requirement/parseRequirement.ts'
import { GroupBox } from './GroupBox.tsx'
import { MomentFields } from './MomentFields.tsx'
import type { TreeProps } from './treeProps.ts'

/** Card for the requirement: a tree of conditions, and when wallets must meet it. */
export function ConditionsCard(tree: TreeProps) {
  const { draft, conditions, said } = tree.editor
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            What a wallet must hold
          </Text>
          {conditions.length > MAX_CONDITIONS / 2 && (
            <Text as="span" tone="subdued">
              {conditions.length} of {MAX_CONDITIONS} conditions
            </Text>
          )}
        </InlineStack>
        <GroupBox tree={tree} group={draft.root} place={null} />
        <MomentFields editor={tree.editor} />
        <div className="palisade-heard" aria-live="polite">
          {said}
        </div>
      </BlockStack>
    </Card>
  )
}
