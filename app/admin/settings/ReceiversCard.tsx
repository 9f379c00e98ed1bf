import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import { useWords } from '../page/PlatformProvider.ts'
import { RECEIVERS_TITLE, RECEIVERS_URL } from '../receivers/receiverWords.ts'

const SYSTEMS = 'Tell your other systems when a gate opens, an order uses it, or something changes.'
const ABOUT = {
  shopify: `${SYSTEMS} Workflows of Shopify Flow can start with the same messages.`,
  bigcommerce: SYSTEMS,
} as const

/** The way to the pages of webhooks and Shopify Flow. */
export function ReceiversCard() {
  const words = useWords()
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words(RECEIVERS_TITLE)}
        </Text>
        <Text as="p">{words(ABOUT)}</Text>
        <InlineStack>
          <Button url={RECEIVERS_URL}>Open webhooks</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}
