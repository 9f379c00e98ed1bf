import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'
import { FiguresChart } from './FiguresChart.tsx'
import { Tiles } from './Tiles.tsx'
import type { RecentView } from './views.ts'

/** Card of home: what all gates did in the last thirty days. */
export function RecentCard({ recent: { isNew, tiles, rows } }: { recent: RecentView }) {
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Last 30 days
          </Text>
          {!isNew && (
            <Button variant="plain" url={SECTIONS.analytics.url}>
              Open Analytics
            </Button>
          )}
        </InlineStack>
        {isNew ? (
          <Text as="p" tone="subdued">
            Nobody has tried a gate yet. When a shopper connects a wallet to unlock something, you see here
            what came of it.
          </Text>
        ) : (
          <>
            <Tiles tiles={tiles} />
            <FiguresChart
              rows={rows}
              name="Unlocks and refusals by day. Analytics has the figures."
              isSmall
            />
          </>
        )}
      </BlockStack>
    </Card>
  )
}
