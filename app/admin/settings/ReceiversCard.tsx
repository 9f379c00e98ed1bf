import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import { RECEIVERS_URL } from '../receivers/receiverWords.ts'

/** The way to the pages of webhooks and Shopify Flow. */
export function ReceiversCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Webhooks and Shopify Flow
        </Text>
        <Text as="p">
          Tell your other systems when a gate opens, an order uses it, or something changes. Workflows of
          Shopify Flow can start with the same messages.
        </Text>
        <InlineStack>
          <Button url={RECEIVERS_URL}>Open webhooks</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}
