import { Badge, type BadgeProps, BlockStack, Button, IndexTable, Link, Text } from '@shopify/polaris'
import type { ReservationState } from '../../core/redemption/types.ts'
import { PagedTable, type Paging } from '../page/PagedTable.tsx'
import { STATE_TEXTS } from './states.ts'
import type { RedemptionView } from './views.ts'

type RedemptionTableProps = {
  readonly redemptions: readonly RedemptionView[]
  readonly isLoading: boolean
  readonly onRelease: (redemption: RedemptionView) => void
  readonly paging: Paging
}
type ItemProps = Pick<RedemptionTableProps, 'onRelease'> & {
  readonly redemption: RedemptionView
  readonly position: number
}

const HEADINGS = [
  { title: 'Used' },
  { title: 'Gate' },
  { title: 'Status' },
  { title: 'Actions', hidden: true },
] as const

/** A page of uses. */
export function RedemptionTable({ redemptions, isLoading, onRelease, paging }: RedemptionTableProps) {
  return (
    <PagedTable
      selectable={false}
      loading={isLoading}
      resourceName={{ singular: 'use', plural: 'uses' }}
      itemCount={redemptions.length}
      headings={[...HEADINGS]}
      paging={paging}
    >
      {redemptions.map((redemption, i) => (
        <RedemptionRow key={redemption.id} redemption={redemption} position={i} onRelease={onRelease} />
      ))}
    </PagedTable>
  )
}

function RedemptionRow({ redemption, position, onRelease }: ItemProps) {
  return (
    <IndexTable.Row id={redemption.id} position={position}>
      <IndexTable.Cell className="palisade-wrap palisade-name">
        <Units redemption={redemption} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">
        <GateLink redemption={redemption} />
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap">
        <BlockStack gap="050" inlineAlign="start">
          <RedemptionBadge state={redemption.state} />
          <When redemption={redemption} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Release redemption={redemption} onRelease={onRelease} />
      </IndexTable.Cell>
    </IndexTable.Row>
  )
}

function Units({ redemption: { units } }: { redemption: RedemptionView }) {
  return (
    <BlockStack>
      {units.map((unit) => (
        <Text key={unit} as="span" fontWeight="medium" breakWord>
          {unit}
        </Text>
      ))}
    </BlockStack>
  )
}

function GateLink({ redemption: { gate } }: { redemption: RedemptionView }) {
  return (
    <Link removeUnderline monochrome url={`/app/gates/${gate.number}`}>
      {gate.name}
    </Link>
  )
}

function When({ redemption: { endsAt, orderId, changedAt } }: { redemption: RedemptionView }) {
  return (
    <Text as="span" tone="subdued" variant="bodySm">
      {endsAt === null ? changedAt : `Until ${endsAt}`}
      {orderId !== null && (
        <>
          {' · '}
          <Link url={`/app/orders/${orderId}`}>Order</Link>
        </>
      )}
    </Text>
  )
}

function Release({ redemption, onRelease }: Pick<ItemProps, 'redemption' | 'onRelease'>) {
  if (redemption.release === 'none') return null
  return (
    <Button
      size="micro"
      accessibilityLabel={`Release the use of ${redemption.units.join(', ')}`}
      onClick={() => onRelease(redemption)}
    >
      Release
    </Button>
  )
}

const BADGES = {
  open: { tone: 'info', children: STATE_TEXTS.open },
  committed: { tone: 'success', children: STATE_TEXTS.committed },
  released: { children: STATE_TEXTS.released },
  lapsed: { tone: 'warning', children: STATE_TEXTS.lapsed },
} as const satisfies Record<ReservationState, BadgeProps>

/** Badge for the state of a use, in a word or two. */
function RedemptionBadge({ state }: { state: ReservationState }) {
  return <Badge {...BADGES[state]} />
}
