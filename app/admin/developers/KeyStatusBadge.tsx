import { Badge, BlockStack, Text } from '@shopify/polaris'
import type { KeyStatus } from './views.ts'

/** Whether a key works, and until when. */
export function KeyStatusBadge({ status }: { status: KeyStatus }) {
  if (status.kind === 'active') return <Badge tone="success">Active</Badge>
  return (
    <BlockStack gap="050" inlineAlign="start">
      {status.kind === 'ending' ? <Badge tone="attention">Expires soon</Badge> : <Badge>Ended</Badge>}
      <Text as="span" tone="subdued" variant="bodySm">
        {status.kind === 'ending' ? `Expires ${status.until}` : status.until}
      </Text>
    </BlockStack>
  )
}
