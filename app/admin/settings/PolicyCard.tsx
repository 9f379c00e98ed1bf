import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import { CopyButton } from '../developers/CopyButton.tsx'

/** Card with a text for the shop's privacy policy, about what its settings and gates do with people's data. */
export function PolicyCard({ paragraphs }: { paragraphs: readonly string[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          For your privacy policy
        </Text>
        {paragraphs.map((paragraph) => (
          <Text key={paragraph} as="p" tone="subdued">
            {paragraph}
          </Text>
        ))}
        <InlineStack>
          <CopyButton text={paragraphs.join('\n\n')} name="text for your privacy policy" isAlone />
        </InlineStack>
      </BlockStack>
    </Card>
  )
}
