import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import type { BlockStatus } from '../../core/block/types.ts'
import { describeBlock } from './describeBlock.ts'
import { EditorLink } from './EditorLink.tsx'

/** Card for whether shoppers find the gate block. `status` is null until it is known. */
export function BlockCard({ status }: { status: BlockStatus | null }) {
  const words = status && describeBlock(status)
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Block in your theme
          </Text>
          {words ? <Badge {...words.badge} /> : <Badge>Checking</Badge>}
        </InlineStack>
        <Text as="p">{words?.fact ?? 'Palisade looks for the block “Token gate” in your theme.'}</Text>
        {words?.asksForEditor && <EditorLink />}
      </BlockStack>
    </Card>
  )
}
