import { useNavigate, useNavigation, useSearchParams } from '@remix-run/react'
import { BlockStack, Box, Card, EmptySearchResult, Page, Tabs, Text } from '@shopify/polaris'
import type { OrderOutcome } from '../../core/settlement/types.ts'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { SECTIONS } from '../page/sections.ts'
import picture from './noOrders.svg'
import { OrderTable } from './OrderTable.tsx'
import { UnreadableOrders } from './UnreadableOrders.tsx'
import type { OrderRowView, UnreadableOrderView } from './views.ts'

export type OrderListPageProps = {
  readonly orders: readonly OrderRowView[]
  readonly unreadable: readonly UnreadableOrderView[]
  /** Mark at which the next page begins; null on the last page. */
  readonly next: string | null
  readonly timeZone: string
}

const TABS = [
  { id: '', content: 'All' },
  { id: 'committed', content: 'Unlocked' },
  { id: 'unproved', content: 'Not unlocked' },
  { id: 'duplicate', content: 'Already used' },
  { id: 'suspect', content: 'Different cart' },
  { id: 'unmatched', content: 'Unknown unlock' },
  { id: 'mixed', content: 'Mixed' },
] as const satisfies readonly { id: OrderOutcome | ''; content: string }[]

/** Page of the orders that gates affected, with their outcomes. */
export function OrderListPage({ orders, unreadable, next, timeZone }: OrderListPageProps) {
  const navigate = useNavigate()
  const { state } = useNavigation()
  const [query, setQuery] = useSearchParams()
  const outcome = query.get('outcome') ?? ''
  const selected = Math.max(
    0,
    TABS.findIndex(({ id }) => id === outcome),
  )
  const isFirst = !query.has('before')
  const choose = (index: number) => {
    const id = TABS[index]?.id ?? ''
    setQuery(id === '' ? {} : { outcome: id })
  }
  const goOn = () => {
    if (next !== null) setQuery({ ...(outcome === '' ? {} : { outcome }), before: next })
  }
  const isNew = orders.length + unreadable.length === 0 && isFirst && outcome === ''
  return (
    <Page title={SECTIONS.orders.content} subtitle="Orders that involve a gate">
      {isNew ? (
        <EmptyCard heading="No orders with a gate yet" image={picture}>
          When someone buys with an unlocked gate, or buys a product of an exclusive gate, Palisade checks the
          order and shows it here.
        </EmptyCard>
      ) : (
        <BlockStack gap="400">
          <UnreadableOrders orders={unreadable} />
          <Card padding="0">
            <Tabs
              tabs={TABS.map((tab) => ({ ...tab, id: `orders-${tab.id}` }))}
              selected={selected}
              onSelect={choose}
            />
            {orders.length === 0 ? (
              <Box paddingBlock="800">
                <EmptySearchResult title="No orders found" description="Try another tab." withIllustration />
              </Box>
            ) : (
              <OrderTable
                orders={orders}
                isLoading={state === 'loading'}
                onPrevious={isFirst ? null : () => navigate(-1)}
                onNext={next === null ? null : goOn}
              />
            )}
          </Card>
          <Box paddingInline="400" paddingBlockEnd="400">
            <Text as="p" tone="subdued" alignment="center">
              Times are in your shop’s time zone, {timeZone}.
            </Text>
          </Box>
        </BlockStack>
      )}
    </Page>
  )
}
