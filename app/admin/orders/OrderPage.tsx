import { Badge, BlockStack, Button, Card, InlineStack, Layout, Link, Page, Text } from '@shopify/polaris'
import { type ReactNode, useState } from 'react'
import { AllowHolding } from '../holding/AllowHolding.tsx'
import { useHolding } from '../holding/useHolding.ts'
import { ProductThumbnail } from '../ProductThumbnail.tsx'
import type { ShopLink } from '../page/composeShopLink.ts'
import { SECTIONS } from '../page/sections.ts'
import { AuditCard } from '../redemptions/AuditCard.tsx'
import type { AuditView } from '../redemptions/views.ts'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { ReceiptsCard, type ReceiptsCardProps } from './ReceiptsCard.tsx'
import { ReleaseOrderModal } from './ReleaseOrderModal.tsx'
import type { OrderLineView, OrderView, ReleaseView } from './views.ts'

type OrderPageProps = {
  readonly order: OrderView
  readonly link: ShopLink
  readonly audit: readonly AuditView[]
  readonly timeZone: string
  /** Null for an order that can have none. */
  readonly receipts: ReceiptsCardProps | null
}

/** Page of an order: its outcome, the reasons, and what to do about it. */
export function OrderPage({ order, link, audit, timeZone, receipts }: OrderPageProps) {
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
      secondaryActions={[{ ...link, target: '_top' }]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  What Palisade found
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
                    What to do
                  </Text>
                  {order.action && <Badge tone={order.action.tone}>{order.action.text}</Badge>}
                </InlineStack>
                {[...order.advice, ...order.actionSentences].map((sentence) => (
                  <Text key={sentence} as="p">
                    {sentence}
                  </Text>
                ))}
                {order.asksForHolding && <AllowHolding holding={holding} />}
                {(release || order.passGate !== null) && (
                  <InlineStack gap="200">
                    {release && (
                      <Button onClick={() => setReleased(release)}>
                        {release.kind === 'hold' ? 'Release hold' : 'Approve order'}
                      </Button>
                    )}
                    {order.passGate !== null && (
                      <Button url={`/app/gates/${order.passGate}/passes?new`}>
                        Create a pass for a new order
                      </Button>
                    )}
                  </InlineStack>
                )}
              </BlockStack>
            </Card>
            {audit.length > 0 && <AuditCard entries={audit} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <CustomerCard order={order} />
            <UnlockCard order={order} />
            {receipts && <ReceiptsCard {...receipts} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
      {released && <ReleaseOrderModal order={order} release={released} onClose={() => setReleased(null)} />}
    </Page>
  )
}

/** Card: who ordered, and for how much. */
function CustomerCard({ order: { customer, total } }: { order: OrderView }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Customer
        </Text>
        {customer.kind === 'known' ? (
          <Link url={customer.url} target="_top">
            {customer.name}
          </Link>
        ) : (
          <Text as="p" tone="subdued">
            {customer.sentence}
          </Text>
        )}
        {total !== null && (
          <InlineStack align="space-between" gap="200">
            <Text as="span">Total paid</Text>
            <Text as="span" fontWeight="semibold">
              {total}
            </Text>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

/** Card: the gates that were unlocked, and by which wallets and tokens. */
function UnlockCard({ order: { gates, holders, settledAt } }: { order: OrderView }) {
  const { wallets, tokens, passes, sentence } = holders
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Unlocked with
        </Text>
        <Facts title="Gate">
          {gates.length === 0 && (
            <Text as="span" tone="subdued">
              None
            </Text>
          )}
          {gates.map(({ number, name }) => (
            <span className="palisade-break" key={number}>
              <Link url={`/app/gates/${number}`}>{name}</Link>
            </span>
          ))}
        </Facts>
        {tokens.length > 0 && (
          <Facts title="Token">
            {tokens.map((token) => (
              <Text key={token} as="span" breakWord>
                {token}
              </Text>
            ))}
          </Facts>
        )}
        {wallets.length > 0 && (
          <Facts title="Wallet">
            {wallets.map((wallet) => (
              <span key={wallet} className="palisade-code">
                {wallet}
              </span>
            ))}
          </Facts>
        )}
        {passes.length > 0 && (
          <Facts title="One-time pass">
            {passes.map(({ id, gate, made, note }) => (
              <span className="palisade-break" key={id}>
                <Link url={`/app/gates/${gate}/passes`}>{made}</Link>
                {note !== '' && `: ${note}`}
              </span>
            ))}
          </Facts>
        )}
        {sentence !== null && (
          <Text as="p" tone="subdued">
            {sentence}
          </Text>
        )}
        <Text as="p" tone="subdued" variant="bodySm">
          Last checked {settledAt}
        </Text>
      </BlockStack>
    </Card>
  )
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BlockStack gap="050">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {children}
    </BlockStack>
  )
}

/** Outcome of each line of an order. */
function OrderLines({ lines }: { lines: readonly OrderLineView[] }) {
  return (
    <ul className="palisade-lines">
      {lines.map((line) => (
        <li className="palisade-line" key={line.id}>
          <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
            <span className="palisade-still">
              <ProductThumbnail imageUrl={line.imageUrl} />
            </span>
            <div className="palisade-grow">
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
            </div>
            <span className="palisade-still">
              <OutcomeBadge outcome={line.outcome} />
            </span>
          </InlineStack>
        </li>
      ))}
    </ul>
  )
}
