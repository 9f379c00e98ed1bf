import { BlockStack, Box, InlineStack, Text } from '@shopify/polaris'
import { KeyActions } from './KeyActions.tsx'
import { KeyStatusBadge } from './KeyStatusBadge.tsx'
import { KeyText } from './KeyText.tsx'
import { KEY_KINDS } from './keyKinds.ts'
import type { KeysProps } from './keysProps.ts'

/** The keys as a list, for a narrow screen. */
export function KeyList({ keys, changes }: KeysProps) {
  return (
    <ul className="palisade-plain-list">
      {keys.map((key) => (
        <li key={key.id}>
          <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
            <BlockStack gap="200">
              <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
                <BlockStack gap="050">
                  <Text as="span" fontWeight="semibold" breakWord>
                    {key.name}
                  </Text>
                  <Text as="span" tone="subdued" variant="bodySm">
                    {KEY_KINDS[key.kind]}
                  </Text>
                </BlockStack>
                <KeyStatusBadge status={key.status} align="end" />
              </InlineStack>
              <KeyText apiKey={key} />
              <KeyActions apiKey={key} changes={changes} />
            </BlockStack>
          </Box>
        </li>
      ))}
    </ul>
  )
}
