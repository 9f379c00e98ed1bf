import { Badge, BlockStack, Button, Card, InlineStack, Layout, Link, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { AllowHolding } from '../holding/AllowHolding.tsx'
import { useHolding } from '../holding/useHolding.ts'
import { SECTIONS } from '../page/sections.ts'
import { AuditCard } from '../redemptions/AuditCard.tsx'
import type { AuditView } from '../redemptions/views.ts'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { ReleaseOrderModal } from './ReleaseOrderModal.tsx'
import type { OrderLineView, OrderView, ReleaseView } from './views.ts'

type OrderPageProps = {
  readonly order: OrderView
  readonly audit: readonly AuditView[]
  readonly timeZone: string
}

/** Page of an order: its outcome, the reasons, and what to do about it. */
export function OrderPage({ order, audit, timeZone }: OrderPageProps) {
  const [released, setReleased] = useState<ReleaseView | null>(null)
  const { release } = order
  const holding = useHolding()
  // Without sentences about the whole order, its lines explain it. Without lines, the summary does.
  const found = order.sentences.length > 0 || order.lines.length > 0 ? order.sentences : [order.summary]
  return (
    <Page
      title={order.name}
      titleMetadata={<OutcomeBadge outcome={order.outcome} />}
      subtitle={`Ordered ${order.orderedAt} (${timeZone})`}
      backAction={SECTIONS.orders}
      secondaryActions={[
        { content: 'Open in Shopify', url: `shopify://admin/orders/${order.id}`, target: '_top' },
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Findings
                </Text>
                {found.map((sentence) => (
                  <Text key={sentence} as="p">
                    {sentence}
                  </Text>
                ))}
                {order.lines.length > 0 && <OrderLines lines={order.lines} />}
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="300">
                <InlineStack align="space-between" blockAlign="center" gap="200">
                  <Text as="h2" variant="headingMd">
                    Action
                  </Text>
                  {order.action && <Badge tone={order.action.tone}>{order.action.text}</Badge>}
                </InlineStack>
                {[...order.actionSentences, ...order.advice].map((sentence) => (
                  <Text key={sentence} as="p">
                    {sentence}
                  </Text>
                ))}
                {order.asksForHolding && <AllowHolding holding={holding} />}
                {release && (
                  <InlineStack>
                    <Button onClick={() => setReleased(release)}>
                      {release.kind === 'hold' ? 'Release hold' : 'Approve order'}
                    </Button>
                  </InlineStack>
                )}
              </BlockStack>
            </Card>
            {audit.length > 0 && <AuditCard entries={audit} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <GatesCard order={order} />
        </Layout.Section>
      </Layout>
      {released && <ReleaseOrderModal order={order} release={released} onClose={() => setReleased(null)} />}
    </Page>
  )
}

function GatesCard({ order: { gates, holders, settledAt } }: { order: OrderView }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Gates used
        </Text>
        {gates.length === 0 && (
          <Text as="p" tone="subdued">
            None.
          </Text>
        )}
        {gates.map(({ number, name, revision, grant }) => (
          <BlockStack key={`${number} ${grant}`} gap="050">
            <Link url={`/app/gates/${number}`}>{name}</Link>
            <Text as="span" tone="subdued" variant="bodySm">
              Revision {revision} · grant <span className="palisade-code">{grant}</span>
            </Text>
          </BlockStack>
        ))}
        {holders.length > 0 && (
          <BlockStack gap="050">
            <Text as="h3" variant="headingSm">
              Wallets and tokens
            </Text>
            {holders.map((holder) => (
              <span key={holder} className="palisade-code">
                {holder}
              </span>
            ))}
          </BlockStack>
        )}
        <Text as="p" tone="subdued" variant="bodySm">
          Last checked {settledAt}
        </Text>
      </BlockStack>
    </Card>
  )
}

/** Outcome of each line of an order. */
function OrderLines({ lines }: { lines: readonly OrderLineView[] }) {
  return (
    <ul className="palisade-lines">
      {lines.map((line) => (
        <li className="palisade-line" key={line.id}>
          <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
            <BlockStack gap="050">
              <Text as="span" fontWeight="medium" breakWord>
                {line.quantity === null ? line.title : `${line.title} × ${line.quantity}`}
              </Text>
              {line.sentences.map((sentence) => (
                <Text key={sentence} as="span" tone="subdued">
                  {sentence}
                </Text>
              ))}
              {line.paidBy !== null && <Link url={`/app/orders/${line.paidBy}`}>View the other order</Link>}
            </BlockStack>
            <span className="palisade-still">
              <OutcomeBadge outcome={line.outcome} />
            </span>
          </InlineStack>
        </li>
      ))}
    </ul>
  )
}
