import { Badge, BlockStack, IndexTable, Link, Text } from '@shopify/polaris'
import { PagedTable, type Paging } from '../page/PagedTable.tsx'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import type { OrderRowView } from './views.ts'

type OrderItemProps = { readonly order: OrderRowView; readonly position: number }
export type OrderTableProps = {
  readonly orders: readonly OrderRowView[]
  readonly isLoading: boolean
  readonly paging: Paging
}

const HEADINGS = [
  { title: 'Order' },
  { title: 'Outcome' },
  { title: 'Findings' },
  { title: 'Action' },
] as const

/** A page of orders. */
export function OrderTable({ orders, isLoading, paging }: OrderTableProps) {
  return (
    <PagedTable
      selectable={false}
      loading={isLoading}
      resourceName={{ singular: 'order', plural: 'orders' }}
      itemCount={orders.length}
      headings={[...HEADINGS]}
      paging={paging}
    >
      {orders.map((order, i) => (
        <OrderRow key={order.id} order={order} position={i} />
      ))}
    </PagedTable>
  )
}

function OrderRow({ order, position }: OrderItemProps) {
  return (
    <IndexTable.Row id={String(order.id)} position={position}>
      <IndexTable.Cell>
        <BlockStack gap="050">
          <OrderLink order={order} />
          <Text as="span" tone="subdued" variant="bodySm">
            {order.orderedAt}
          </Text>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <OutcomeBadge outcome={order.outcome} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap palisade-wide">{order.summary}</IndexTable.Cell>
      <IndexTable.Cell>{order.action && <Action order={order} />}</IndexTable.Cell>
    </IndexTable.Row>
  )
}

function OrderLink({ order }: { order: OrderRowView }) {
  return (
    <Link dataPrimaryLink removeUnderline monochrome url={`/app/orders/${order.id}`}>
      <Text as="span" fontWeight="semibold">
        {order.name}
      </Text>
    </Link>
  )
}

function Action({ order: { action } }: { order: OrderRowView }) {
  return action && <Badge tone={action.tone}>{action.text}</Badge>
}
