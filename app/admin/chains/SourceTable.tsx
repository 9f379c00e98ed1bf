import { BlockStack, Box, IndexTable, InlineStack, Text, useBreakpoints } from '@shopify/polaris'
import { SourceBadge } from './SourceBadge.tsx'
import type { SourceView } from './views.ts'

type SourceItemProps = { readonly source: SourceView; readonly position: number }

/** The endpoints as a table, or as a list on a narrow screen. */
export function SourceTable({ sources }: { sources: readonly SourceView[] }) {
  const { mdDown } = useBreakpoints()
  const Item = mdDown ? SourceLine : SourceRow
  return (
    <IndexTable
      condensed={mdDown}
      selectable={false}
      resourceName={{ singular: 'endpoint', plural: 'endpoints' }}
      itemCount={sources.length}
      headings={[
        { title: 'Endpoint' },
        { title: 'Status' },
        { title: 'Requests' },
        { title: 'Response time' },
        { title: 'Method' },
        { title: 'Latest block', alignment: 'end' },
      ]}
    >
      {sources.map((source, i) => (
        <Item key={source.name} source={source} position={i} />
      ))}
    </IndexTable>
  )
}

function SourceRow({ source, position }: SourceItemProps) {
  return (
    <IndexTable.Row id={source.name} position={position}>
      <IndexTable.Cell className="palisade-wrap palisade-name">
        <SourceName source={source} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <SourceBadge state={source.state} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{source.requests}</IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{source.latency}</IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{source.method}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {source.head}
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  )
}

function SourceLine({ source, position }: SourceItemProps) {
  return (
    <IndexTable.Row id={source.name} position={position}>
      <Box paddingBlock="300" paddingInline="400" width="100%">
        <BlockStack gap="100">
          <InlineStack gap="200" align="space-between" blockAlign="start">
            <SourceName source={source} />
            <SourceBadge state={source.state} />
          </InlineStack>
          <Text as="span" tone="subdued" variant="bodySm">
            Requests: {source.requests}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            Response time: {source.latency}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            Latest block: {source.head}
          </Text>
        </BlockStack>
      </Box>
    </IndexTable.Row>
  )
}

function SourceName({ source }: { source: SourceView }) {
  return (
    <BlockStack gap="050">
      <Text as="span" fontWeight="semibold">
        {source.chain}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm" breakWord>
        {source.name} · {source.host}
      </Text>
    </BlockStack>
  )
}
