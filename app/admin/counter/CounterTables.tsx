import {
  Badge,
  type BadgeProps,
  BlockStack,
  Button,
  ButtonGroup,
  IndexTable,
  Link,
  Text,
} from '@shopify/polaris'
import type { TillState } from '../../core/counter/types.ts'
import { CopyButton } from '../developers/CopyButton.tsx'
import { PagedTable } from '../page/PagedTable.tsx'
import type { ChargeState, ChargeView, SaleView, TillView } from './views.ts'

const TILLS = {
  open: { tone: 'success', children: 'Open' },
  revoked: { children: 'Ended' },
  ended: { children: 'Ended' },
} as const satisfies Record<TillState, BadgeProps>
const CHARGES = {
  waiting: { tone: 'info', children: 'Waits for its order' },
  unmatched: { tone: 'warning', children: 'No order came' },
  matched: { tone: 'success', children: 'Order found' },
  undone: { children: 'Undone' },
} as const satisfies Record<ChargeState, BadgeProps>

function TwoLines({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <BlockStack gap="050">
      <Text as="span" fontWeight="medium" breakWord>
        {first}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm" breakWord>
        {second}
      </Text>
    </BlockStack>
  )
}

/** The tills of a shop, newest first. */
export function TillTable({
  tills,
  onEnd,
}: {
  readonly tills: readonly TillView[]
  readonly onEnd: (till: TillView) => void
}) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'till', plural: 'tills' }}
      itemCount={tills.length}
      headings={[{ title: 'Till' }, { title: 'Status' }, { title: 'Actions', hidden: true }]}
    >
      {tills.map((till, i) => (
        <IndexTable.Row key={till.id} id={till.id} position={i}>
          <IndexTable.Cell className="palisade-wrap palisade-name">
            <TwoLines first={till.name} second={till.used} />
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">
            <BlockStack gap="050" inlineAlign="start">
              <Badge {...TILLS[till.state]} />
              <Text as="span" tone="subdued" variant="bodySm">
                {till.ends}
              </Text>
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell>
            {till.link !== null && (
              <div className="palisade-even">
                <ButtonGroup noWrap>
                  <Button
                    size="micro"
                    url={till.link}
                    target="_blank"
                    accessibilityLabel={`Open the till ${till.name} in a new tab`}
                  >
                    Open
                  </Button>
                  <CopyButton
                    isAlone
                    text={till.link}
                    name={`link of the till ${till.name}`}
                    label="Copy link"
                  />
                  <Button
                    size="micro"
                    accessibilityLabel={`End the till ${till.name}`}
                    onClick={() => onEnd(till)}
                  >
                    End
                  </Button>
                </ButtonGroup>
              </div>
            )}
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}

/** What tills charged, newest first. */
export function ChargeTable({ charges }: { readonly charges: readonly ChargeView[] }) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'charge', plural: 'charges' }}
      itemCount={charges.length}
      headings={[{ title: 'Charge' }, { title: 'Order' }, { title: 'Reference' }]}
    >
      {charges.map((charge, i) => (
        <IndexTable.Row key={charge.id} id={charge.id} position={i}>
          <IndexTable.Cell className="palisade-wrap palisade-name">
            <TwoLines first={charge.what} second={charge.where} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <BlockStack gap="050" inlineAlign="start">
              <Badge {...CHARGES[charge.state]} />
              {charge.orderId !== null && <Link url={`/app/orders/${charge.orderId}`}>Order</Link>}
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell>{charge.reference}</IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}

/** Orders of the point of sale whose exclusive products no till has charged. */
export function SaleTable({ sales }: { readonly sales: readonly SaleView[] }) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'order', plural: 'orders' }}
      itemCount={sales.length}
      headings={[{ title: 'Order' }, { title: 'Exclusive to' }]}
    >
      {sales.map((sale, i) => (
        <IndexTable.Row key={sale.orderId} id={String(sale.orderId)} position={i}>
          <IndexTable.Cell>
            <Link url={`/app/orders/${sale.orderId}`}>{sale.name}</Link>
          </IndexTable.Cell>
          <IndexTable.Cell className="palisade-wrap">{sale.what}</IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </PagedTable>
  )
}
