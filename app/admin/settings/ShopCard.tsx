import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import type { Enforcement } from '../../core/gate/shop.ts'

const LEVELS = {
  functions: {
    tone: 'success',
    badge: 'At checkout',
    text: 'Gates are held by the checkout itself.',
  },
  codes: {
    tone: 'attention',
    badge: 'By codes and orders',
    text: 'Shopify lets this app into the checkout on the Plus plan alone. Holders get a code that is good for one order, and exclusive products are looked at when an order comes in. Each gate says what that means for it.',
  },
  unknown: {
    tone: 'info',
    badge: 'Not known yet',
    text: 'It shows when the first gate is saved.',
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
            ? 'Your customers can log in: gates can be bound to an account.'
            : 'Your customers cannot log in, so no gate can be bound to an account.'}
        </Text>
      </BlockStack>
    </Card>
  )
}
