import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris'
import { NOT_HELD_TITLE } from '../holding/describeHolding.ts'
import { StatusBadge } from '../StatusBadge.tsx'
import type { GateRowView } from '../views.ts'
import type { GateChanges } from './useGateChanges.ts'

/** Status of a gate. A pending gate shows its reason and a retry button. */
export function GateStanding({
  gate,
  isNotHeld,
  changes,
}: {
  gate: GateRowView
  isNotHeld: boolean
  changes: GateChanges
}) {
  const { status, number, name } = gate
  if (status.kind !== 'pending') {
    return (
      <BlockStack gap="050" inlineAlign="start">
        <StatusBadge status={status} />
        {status.note && (
          <Text as="span" tone="subdued" variant="bodySm">
            {status.note}
          </Text>
        )}
        {isNotHeld && (
          <Text as="span" tone="caution" variant="bodySm">
            {NOT_HELD_TITLE}
          </Text>
        )}
      </BlockStack>
    )
  }
  return (
    <BlockStack gap="100" inlineAlign="start">
      <InlineStack gap="200" blockAlign="center">
        <StatusBadge status={status} />
        {/* The whole row is a link: a click on the button must not open the gate. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks from the row */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button inside has the keys */}
        <div onClick={(event) => event.stopPropagation()}>
          <Button
            size="micro"
            loading={changes.retrying === number}
            disabled={changes.retrying !== null && changes.retrying !== number}
            accessibilityLabel={`Retry ${name}`}
            onClick={() => changes.retry(number)}
          >
            Retry
          </Button>
        </div>
      </InlineStack>
      <Text as="span" tone="subdued" variant="bodySm">
        {status.reason}
      </Text>
    </BlockStack>
  )
}
