import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import type { BlockStatus } from '../../core/block/types.ts'
import { useIsStore, useWords } from '../page/PlatformProvider.ts'
import { describeBlock } from './describeBlock.ts'
import { EditorLink } from './EditorLink.tsx'

const TITLE = { shopify: 'Block in your theme', bigcommerce: 'Card on product pages' } as const
const LOOKING = {
  shopify: 'Palisade looks for the block “Token gate” in your theme.',
  bigcommerce: 'Palisade looks for its script on a product page.',
} as const

/** Card for whether shoppers find the gate block. `status` is null until it is known. */
export function BlockCard({ status }: { status: BlockStatus | null }) {
  const isStore = useIsStore()
  const say = useWords()
  const words = status && describeBlock(status, isStore)
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {say(TITLE)}
          </Text>
          {words ? <Badge {...words.badge} /> : <Badge>Checking</Badge>}
        </InlineStack>
        <Text as="p">{words?.fact ?? say(LOOKING)}</Text>
        {words?.asksForEditor && <EditorLink />}
      </BlockStack>
    </Card>
  )
}
