import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris'
import type { Enforcement } from '../../core/gate/shop.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { STORE_CHECKOUT } from '../enforcement/storeCheckout.ts'

const LEVELS = {
  functions: {
    tone: 'success',
    badge: 'At checkout',
  },
  codes: {
    tone: 'attention',
    badge: 'By codes and orders',
  },
  unknown: {
    tone: 'info',
    badge: 'Not known yet',
  },
} as const satisfies Record<Enforcement['level'], { tone: string; badge: string }>

/** Card: what its platform lets this shop enforce. */
export function ShopCard({ enforcement, isStore }: { enforcement: Enforcement; isStore: boolean }) {
  const { tone, badge } = LEVELS[enforcement.level]
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Your shop
          </Text>
          <Badge tone={tone}>{badge}</Badge>
        </InlineStack>
        <Text as="p">{isStore ? STORE_CHECKOUT : describeRefusals(enforcement).shop}</Text>
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
