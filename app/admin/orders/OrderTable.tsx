import { Badge, BlockStack, Box, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import type { OrderRowView } from './views.ts'

type OrderItemProps = { readonly order: OrderRowView; readonly position: number }
export type OrderTableProps = {
  readonly orders: readonly OrderRowView[]
  readonly isLoading: boolean
  readonly onPrevious: (() => void) | null
  readonly onNext: (() => void) | null
}

/** The orders as a table, or as a list on a narrow screen. */
export function OrderTable({ orders, isLoading, onPrevious, onNext }: OrderTableProps) {
  const { mdDown } = useBreakpoints()
  const Item = mdDown ? OrderLine : OrderRow
  return (
    <IndexTable
      condensed={mdDown}
      selectable={false}
      loading={isLoading}
      resourceName={{ singular: 'order', plural: 'orders' }}
      itemCount={orders.length}
      headings={[{ title: 'Order' }, { title: 'Outcome' }, { title: 'Findings' }, { title: 'Action' }]}
      {...((onPrevious || onNext) && {
        pagination: {
          hasPrevious: onPrevious !== null,
          hasNext: onNext !== null,
          onPrevious: () => onPrevious?.(),
          onNext: () => onNext?.(),
        },
      })}
    >
      {orders.map((order, i) => (
        <Item key={order.id} order={order} position={i} />
      ))}
    </IndexTable>
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

function OrderLine({ order, position }: OrderItemProps) {
  return (
    <IndexTable.Row id={String(order.id)} position={position}>
      <Box paddingBlock="300" paddingInline="400" width="100%">
        <BlockStack gap="150">
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <OrderLink order={order} />
            <Text as="span" tone="subdued" variant="bodySm">
              {order.orderedAt}
            </Text>
          </InlineStack>
          <Text as="span" breakWord>
            {order.summary}
          </Text>
          <InlineStack gap="150">
            <OutcomeBadge outcome={order.outcome} />
            {order.action && <Action order={order} />}
          </InlineStack>
        </BlockStack>
      </Box>
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
