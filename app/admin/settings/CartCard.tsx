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
          helpText="An unlock is then also written into a place in the cart that only this app can write to, so that it cannot be copied into another cart. Gates can ask for it. After you switch it on, buy something once to see that it works."
          checked={draft.usesCartMetafield}
          onChange={(checked) => void bindCarts(checked)}
        />
      </BlockStack>
    </Card>
  )
}
