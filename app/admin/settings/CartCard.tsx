import { BlockStack, Card, Checkbox, Text } from '@shopify/polaris'
import type { SettingsModel } from './useSettings.ts'

/**
 * Card with the setting that also writes proofs into the cart's own metafield, which scripts in a browser cannot read
 * or copy.
 */
export function CartCard({ settings }: { settings: SettingsModel }) {
  const { draft, bindCarts } = settings
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Carts
        </Text>
        <Checkbox
          label="Bind unlocks to the cart"
          helpText="Palisade also writes each unlock to a place in the cart that only it can write to, so nobody can copy the unlock into another cart. Gates can require this. After you turn it on, place a test order to see that it works."
          checked={draft.usesCartMetafield}
          onChange={(checked) => void bindCarts(checked)}
        />
      </BlockStack>
    </Card>
  )
}
