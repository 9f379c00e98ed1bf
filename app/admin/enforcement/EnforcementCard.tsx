import { Badge, BlockStack, Button, Card, Collapsible, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useWords } from '../page/PlatformProvider.ts'
import type { EnforcementLevel, EnforcementView } from './views.ts'

const TONES = {
  checkout: 'success',
  code: 'attention',
  order: 'warning',
  unknown: 'info',
} as const satisfies Record<EnforcementLevel, string>

/** Card for the enforcement of the gate on this shop while it runs, and for the surfaces without it. */
export function EnforcementCard({
  enforcement,
  isRunning,
  isPending,
}: {
  enforcement: EnforcementView
  isRunning: boolean
  /** Whether Shopify does not have the saved gate yet, so that an earlier version is enforced, or none. */
  isPending: boolean
}) {
  const [isOpen, setIsOpen] = useState(false)
  const words = useWords()
  const { level, title, sentences, gaps } = enforcement
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Enforcement
          </Text>
          {isPending ? (
            <Badge tone="warning">Not fully live</Badge>
          ) : (
            <Badge tone={TONES[level]}>{title}</Badge>
          )}
        </InlineStack>
        {isPending && (
          <Text as="p" tone="caution">
            {words('Shopify does not have your last change yet. Until then, this may not hold:')}
          </Text>
        )}
        {!isRunning && !isPending && (
          <Text as="p" tone="subdued">
            While the gate runs:
          </Text>
        )}
        {sentences.map((sentence) => (
          <Text key={sentence} as="p">
            {sentence}
          </Text>
        ))}
        <InlineStack>
          <Button
            variant="plain"
            disclosure={isOpen ? 'up' : 'down'}
            ariaExpanded={isOpen}
            ariaControls="gate-gaps"
            onClick={() => setIsOpen(!isOpen)}
          >
            Where the gate does not apply
          </Button>
        </InlineStack>
        <Collapsible id="gate-gaps" open={isOpen} transition={{ duration: '0ms' }}>
          <BlockStack gap="200">
            {gaps.map(({ surface, sentence }) => (
              <BlockStack key={surface}>
                <Text as="h3" variant="headingSm">
                  {surface}
                </Text>
                <Text as="p" tone="subdued">
                  {sentence}
                </Text>
              </BlockStack>
            ))}
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  )
}
