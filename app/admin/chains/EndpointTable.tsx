import {
  Badge,
  type BadgeProps,
  BlockStack,
  Box,
  IndexTable,
  InlineStack,
  Text,
  useBreakpoints,
} from '@shopify/polaris'
import type { EndpointState } from '../../core/chain/types.ts'
import type { EndpointView } from './views.ts'

type EndpointItemProps = { readonly endpoint: EndpointView; readonly position: number }

/** The endpoints as a table, or as a list on a narrow screen. */
export function EndpointTable({ endpoints }: { endpoints: readonly EndpointView[] }) {
  const { mdDown } = useBreakpoints()
  const Item = mdDown ? EndpointLine : EndpointRow
  return (
    <IndexTable
      condensed={mdDown}
      selectable={false}
      resourceName={{ singular: 'endpoint', plural: 'endpoints' }}
      itemCount={endpoints.length}
      headings={[
        { title: 'Endpoint' },
        { title: 'Status' },
        { title: 'Requests' },
        { title: 'Response time' },
        { title: 'Method' },
        { title: 'Latest block', alignment: 'end' },
      ]}
    >
      {endpoints.map((endpoint, i) => (
        <Item key={endpoint.name} endpoint={endpoint} position={i} />
      ))}
    </IndexTable>
  )
}

function EndpointRow({ endpoint, position }: EndpointItemProps) {
  return (
    <IndexTable.Row id={endpoint.name} position={position}>
      <IndexTable.Cell className="palisade-wrap palisade-name">
        <EndpointName endpoint={endpoint} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <EndpointBadge state={endpoint.state} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{endpoint.requests}</IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{endpoint.latency}</IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">{endpoint.method}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {endpoint.head}
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  )
}

function EndpointLine({ endpoint, position }: EndpointItemProps) {
  return (
    <IndexTable.Row id={endpoint.name} position={position}>
      <Box paddingBlock="300" paddingInline="400" width="100%">
        <BlockStack gap="100">
          <InlineStack gap="200" align="space-between" blockAlign="start">
            <EndpointName endpoint={endpoint} />
            <EndpointBadge state={endpoint.state} />
          </InlineStack>
          <Text as="span" tone="subdued" variant="bodySm">
            Requests: {endpoint.requests}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            Response time: {endpoint.latency}
          </Text>
          <Text as="span" tone="subdued" variant="bodySm">
            Latest block: {endpoint.head}
          </Text>
        </BlockStack>
      </Box>
    </IndexTable.Row>
  )
}

function EndpointName({ endpoint }: { endpoint: EndpointView }) {
  return (
    <BlockStack gap="050">
      <Text as="span" fontWeight="semibold">
        {endpoint.chain}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm" breakWord>
        {endpoint.name} · {endpoint.host}
      </Text>
    </BlockStack>
  )
}

const BADGES = {
  healthy: { tone: 'success', children: 'Healthy' },
  resting: { tone: 'warning', children: 'Resting' },
  'wrong chain': { tone: 'critical', children: 'Wrong chain' },
  'never asked': { children: 'Not used yet' },
} as const satisfies Record<EndpointState, BadgeProps>

/** State of an endpoint, in a word or two. */
function EndpointBadge({ state }: { state: EndpointState }) {
  return <Badge {...BADGES[state]} />
}
