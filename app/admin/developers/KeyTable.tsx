import { BlockStack, IndexTable, Text } from '@shopify/polaris'
import { KeyActions } from './KeyActions.tsx'
import { KeyStatusBadge } from './KeyStatusBadge.tsx'
import { KeyText } from './KeyText.tsx'
import { KEY_KINDS } from './keyKinds.ts'
import type { KeysProps } from './keysProps.ts'

/** The keys as a table. */
export function KeyTable({ keys, changes }: KeysProps) {
  return (
    <IndexTable
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
    </IndexTable>
  )
}
