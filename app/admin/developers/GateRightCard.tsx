import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { GateRightModal } from './GateRightModal.tsx'
import type { ProjectView } from './views.ts'

/** Card that says whether the project's secret keys may manage gates, and changes it after a question. */
export function GateRightCard({
  project: { id, mayChangeGates, gateRightChange },
}: {
  project: Pick<ProjectView, 'id' | 'mayChangeGates' | 'gateRightChange'>
}) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <BlockStack gap="100">
          <InlineStack align="start" gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Let secret keys manage gates
            </Text>
            <Badge tone={mayChangeGates ? 'success' : undefined}>{mayChangeGates ? 'On' : 'Off'}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            If this is on, programs with a secret key of this project can read, create, change, pause and
            delete the gates of your shop.
          </Text>
          {gateRightChange && (
            <Text as="p" tone="subdued" variant="bodySm">
              {gateRightChange}
            </Text>
          )}
        </BlockStack>
        <div className="palisade-still">
          <Button
            accessibilityLabel={`Turn ${mayChangeGates ? 'off' : 'on'}: let secret keys manage gates`}
            onClick={() => setIsAsking(true)}
          >
            {mayChangeGates ? 'Turn off' : 'Turn on'}
          </Button>
        </div>
      </InlineStack>
      {isAsking && (
        <GateRightModal id={id} mayChangeGates={!mayChangeGates} onClose={() => setIsAsking(false)} />
      )}
    </Card>
  )
}
