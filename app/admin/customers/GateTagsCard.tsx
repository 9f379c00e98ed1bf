import { BlockStack, Card, Link, Text } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'
import type { TagView } from './views.ts'

/** Card of a gate's page: its tag, and how many customers have it. */
export function GateTagsCard({ tags: { tag, facts } }: { tags: TagView }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Customers
        </Text>
        <Text as="p" breakWord>
          {tag === null ? 'This gate gives no tag now.' : `Signed-in customers get the tag “${tag}”.`}
        </Text>
        {facts.map((fact) => (
          <Text key={fact} as="p" tone="subdued">
            {fact}
          </Text>
        ))}
        <Link url={SECTIONS.customers.url}>Edit tag</Link>
      </BlockStack>
    </Card>
  )
}
