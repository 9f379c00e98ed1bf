import { BlockStack, Box, Button, Card, InlineStack, Text, useBreakpoints } from '@shopify/polaris'
import { KeyList } from './KeyList.tsx'
import { KeyTable } from './KeyTable.tsx'
import type { KeysProps } from './keysProps.ts'

/** A project's keys. */
export function KeysCard({ keys, changes }: KeysProps) {
  const { mdDown } = useBreakpoints()
  const Keys = mdDown ? KeyList : KeyTable
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              Keys
            </Text>
            <Text as="p" tone="subdued">
              Put the publishable key in your site; anyone may see it. Keep secret keys on your server.
            </Text>
          </BlockStack>
          <div className="palisade-still">
            <Button onClick={() => changes.ask({ kind: 'create' })}>Create key</Button>
          </div>
        </InlineStack>
      </Box>
      {keys.length === 0 ? (
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p">No keys yet. Create one to call the API.</Text>
        </Box>
      ) : (
        <Keys keys={keys} changes={changes} />
      )}
    </Card>
  )
}
