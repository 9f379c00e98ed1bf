import { BlockStack, Box, Button, Card, IndexTable, InlineStack, Text } from '@shopify/polaris'
import { PagedTable } from '../page/PagedTable.tsx'
import { KeyActions } from './KeyActions.tsx'
import { KeyStatusBadge } from './KeyStatusBadge.tsx'
import { KeyText } from './KeyText.tsx'
import { KEY_KINDS } from './keyKinds.ts'
import type { KeysProps } from './keysProps.ts'

/** A project's keys. */
export function KeysCard({ keys, changes }: KeysProps) {
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
        <KeyTable keys={keys} changes={changes} />
      )}
    </Card>
  )
}

/** The keys as a table. */
export function KeyTable({ keys, changes }: KeysProps) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'key', plural: 'keys' }}
      itemCount={keys.length}
      headings={[
        { title: 'Name' },
        { title: 'Key' },
        { title: 'Status' },
        { title: 'Actions', hidden: true },
      ]}
    >
      {keys.map((key, i) => (
        <IndexTable.Row key={key.id} id={key.id} position={i}>
          <IndexTable.Cell className="palisade-wrap">
            <BlockStack gap="050">
              <Text as="span" fontWeight="semibold" breakWord>
                {key.name}
              </Text>
              <Text as="span" tone="subdued" variant="bodySm">
                {KEY_KINDS[key.kind]}
              </Text>
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap palisade-wide">
            <KeyText apiKey={key} />
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">
            <KeyStatusBadge status={key.status} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <KeyActions apiKey={key} changes={changes} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}
