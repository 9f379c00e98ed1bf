import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import type { Enforcement } from '../../core/gate/shop.ts'

const LEVELS = {
  functions: {
    tone: 'success',
    badge: 'At checkout',
    text: 'The checkout itself enforces gates.',
  },
  codes: {
    tone: 'attention',
    badge: 'By codes and orders',
    text: 'Shopify lets Palisade into the checkout only on the Plus plan. Holders get a code that works for one order, and Palisade checks orders for exclusive products when they come in. Each gate’s page says what this means for the gate.',
  },
  unknown: {
    tone: 'info',
    badge: 'Not known yet',
    text: 'You see this after you save your first gate.',
  },
} as const satisfies Record<Enforcement['level'], { tone: string; badge: string; text: string }>

/** Card: what Shopify lets this shop enforce. */
export function ShopCard({ enforcement }: { enforcement: Enforcement }) {
  const { tone, badge, text } = LEVELS[enforcement.level]
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Your shop
          </Text>
          <Badge tone={tone}>{badge}</Badge>
        </InlineStack>
        <Text as="p">{text}</Text>
        {enforcement.plan !== null && (
          <Text as="p" tone="subdued">
            Plan: {enforcement.plan}
          </Text>
        )}
        <Text as="p" tone="subdued">
          {enforcement.hasAccounts
            ? 'Your customers can log in, so gates can be bound to an account.'
            : 'Your customers cannot log in, so no gate can be bound to an account.'}
        </Text>
      </BlockStack>
    </Card>
  )
}
