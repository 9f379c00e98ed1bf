import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import type { OrderLineView } from './views.ts'

/** Outcome of each line of an order. */
export function OrderLines({ lines }: { lines: readonly OrderLineView[] }) {
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
