import { Badge, type BadgeProps, BlockStack, IndexTable, Text } from '@shopify/polaris'
import type { EndpointState } from '../../core/chain/types.ts'
import { PagedTable } from '../page/PagedTable.tsx'
import type { EndpointView } from './views.ts'

type EndpointItemProps = { readonly endpoint: EndpointView; readonly position: number }

const HEADINGS = [
  { title: 'Endpoint' },
  { title: 'Status' },
  { title: 'Requests' },
  { title: 'Response time' },
  { title: 'Method' },
  { title: 'Latest block', alignment: 'end' },
] as const

/** The endpoints of this server. */
export function EndpointTable({ endpoints }: { endpoints: readonly EndpointView[] }) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'endpoint', plural: 'endpoints' }}
      itemCount={endpoints.length}
      headings={[...HEADINGS]}
    >
      {endpoints.map((endpoint, i) => (
        <EndpointRow key={endpoint.name} endpoint={endpoint} position={i} />
      ))}
    </PagedTable>
  )
}

/** On a narrow screen a cell has no heading: it names itself. */
function Narrow({ children }: { children: string }) {
  return <span className="palisade-narrow">{children}: </span>
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
      <IndexTable.Cell className="palisade-wrap">
        <Narrow>Requests</Narrow>
        {endpoint.requests}
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">
        <Narrow>Response time</Narrow>
        {endpoint.latency}
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">
        <Narrow>Method</Narrow>
        {endpoint.method}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          <Narrow>Latest block</Narrow>
          {endpoint.head}
        </Text>
      </IndexTable.Cell>
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
