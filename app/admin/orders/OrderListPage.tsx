import { BlockStack, Box, Card, EmptySearchResult, Page, Select, Text, TextField } from '@shopify/polaris'
import type { OrderOutcome } from '../../core/settlement/types.ts'
import { ExportBanner } from '../export/ExportBanner.tsx'
import { useExport } from '../export/useExport.ts'
import { EmptyCard } from '../page/EmptyCard.tsx'
import type { FilterOption } from '../page/formatGateChoices.ts'
import { SearchField } from '../page/SearchField.tsx'
import { SECTIONS } from '../page/sections.ts'
import { type ListQuery, useListQuery } from '../page/useListQuery.ts'
import picture from './noOrders.svg'
import { OrderTable } from './OrderTable.tsx'
import { UnreadableOrders } from './UnreadableOrders.tsx'
import type { OrderRowView, UnreadableOrderView } from './views.ts'
import { WaitingOrders } from './WaitingOrders.tsx'

export type OrderListPageProps = {
  readonly orders: readonly OrderRowView[]
  readonly unreadable: readonly UnreadableOrderView[]
  /** Gates to filter by. */
  readonly choices: readonly FilterOption[]
  /** Mark at which the next page begins; null on the last page. */
  readonly next: string | null
  readonly timeZone: string
  /** What waits to be checked; null if nothing does for long. */
  readonly waiting: string | null
}

const OUTCOMES = [
  { value: '', label: 'Any outcome' },
  { value: 'committed', label: 'Unlocked' },
  { value: 'unproved', label: 'Not unlocked' },
  { value: 'duplicate', label: 'Already used' },
  { value: 'suspect', label: 'Different cart' },
  { value: 'unmatched', label: 'Unknown unlock' },
  { value: 'mixed', label: 'Mixed' },
] as const satisfies readonly { value: OrderOutcome | ''; label: string }[]

const FILTERS = ['outcome', 'search', 'gate', 'from', 'until'] as const

/** Page of the orders that gates affected, with their outcomes. */
export function OrderListPage({ orders, unreadable, choices, next, timeZone, waiting }: OrderListPageProps) {
  const query = useListQuery(FILTERS)
  const file = useExport()
  const { isFiltered, goBack } = query
  const isNew = orders.length + unreadable.length === 0 && goBack === null && !isFiltered
  return (
    <Page
      title={SECTIONS.orders.content}
      subtitle="Orders that involve a gate"
      {...(orders.length > 0 && {
        secondaryActions: [
          {
            content: 'Export CSV',
            onAction: () => void file.start(query.composeAddress('/app/orders/export'), 'orders.csv'),
          },
        ],
      })}
    >
      {isNew ? (
        <BlockStack gap="400">
          <WaitingOrders sentence={waiting} />
          <EmptyCard heading="No orders with a gate yet" image={picture}>
            When someone buys with an unlocked gate, or buys a product of an exclusive gate, Palisade checks
            the order and shows it here.
          </EmptyCard>
        </BlockStack>
      ) : (
        <BlockStack gap="400">
          <WaitingOrders sentence={waiting} />
          <ExportBanner {...file} />
          <UnreadableOrders orders={unreadable} />
          <Card padding="0">
            <OrderFilters query={query} choices={choices} />
            {orders.length === 0 ? (
              <Box paddingBlock="800">
                <EmptySearchResult
                  title="No orders found"
                  description="Try another search, or clear a filter."
                  withIllustration
                />
              </Box>
            ) : (
              <OrderTable
                orders={orders}
                isLoading={query.isLoading}
                paging={{ onPrevious: goBack, onNext: query.goOnTo(next) }}
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

/** The filters of the list: an order's name, outcome, gate and day. */
function OrderFilters({ query, choices }: { query: ListQuery; choices: readonly FilterOption[] }) {
  const { read, set } = query
  return (
    <div className="palisade-filters">
      <SearchField label="Search by name" value={read('search')} onSearch={(search) => set({ search })} />
      <Select
        label="Outcome"
        labelHidden
        options={[...OUTCOMES]}
        value={read('outcome')}
        onChange={(outcome) => set({ outcome })}
      />
      <Select
        label="Gate"
        labelHidden
        options={[{ value: '', label: 'All gates' }, ...choices]}
        value={read('gate')}
        onChange={(gate) => set({ gate })}
      />
      <DayField label="From" value={read('from')} onChange={(from) => set({ from })} />
      <DayField label="Until" value={read('until')} onChange={(until) => set({ until })} />
    </div>
  )
}

function DayField(props: { label: string; value: string; onChange: (dayOn: string) => void }) {
  return <TextField {...props} type="date" autoComplete="off" labelHidden prefix={props.label} />
}
