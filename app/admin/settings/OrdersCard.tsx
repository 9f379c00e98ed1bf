import { BlockStack, Card, Checkbox, ChoiceList, Text } from '@shopify/polaris'
import type { ShopSettings } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import { AllowHolding } from '../holding/AllowHolding.tsx'
import { NOT_HELD } from '../holding/sayHolding.ts'
import type { HoldingModel } from '../holding/useHolding.ts'
import type { SettingsModel } from './useSettings.ts'

const CHOICES = [
  {
    value: 'hold',
    label: 'Hold back the items concerned',
    helpText:
      'Shopify ships them only after you let them go; the rest of the order goes out. It takes your permission to hold orders. Digital items cannot be held: those orders are only tagged.',
  },
  {
    value: 'cancel',
    label: 'Cancel the order',
    helpText:
      'It is refunded to the original payment and restocked, and the customer is told. What Shopify will not cancel, because some of it was sent already, is held back; that takes your permission to hold orders.',
  },
  { value: 'tag', label: 'Only tag the order', helpText: 'You decide about each of them yourself.' },
] as const satisfies readonly { value: ShopSettings['onViolation']; label: string; helpText: string }[]

const NOT_ALLOWED = {
  hold: NOT_HELD,
  cancel:
    'What Shopify will not cancel is tagged, but not held: Shopify does not let this app hold orders yet. It can be shipped.',
} as const

export type OrdersCardProps = {
  readonly settings: SettingsModel
  /** Whether Shopify lets the app hold orders. */
  readonly state: HoldingState
  readonly holding: HoldingModel
}

/** Card with the settings for orders that broke a rule, and for the data that is written onto orders. */
export function OrdersCard({ settings, state, holding }: OrdersCardProps) {
  const { draft, edit } = settings
  const { onViolation } = draft
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Orders
        </Text>
        <ChoiceList
          title="When an order has something that was not unlocked for it"
          choices={[...CHOICES]}
          selected={[onViolation]}
          onChange={([value]) =>
            edit({ onViolation: CHOICES.find((each) => each.value === value)?.value ?? 'hold' })
          }
        />
        {onViolation !== 'tag' && state === 'not-allowed' && (
          <BlockStack gap="200">
            <Text as="p" tone="caution">
              {NOT_ALLOWED[onViolation]}
            </Text>
            <AllowHolding holding={holding} />
          </BlockStack>
        )}
        <Checkbox
          label="Also hold orders that came from another cart than the one that was unlocked"
          helpText="Most are honest: a cart that was merged at log-in, for example. Otherwise they are tagged, and settle by themselves about an hour later."
          checked={draft.holdsSuspects}
          disabled={onViolation === 'tag'}
          onChange={(checked) => edit({ holdsSuspects: checked })}
        />
        <Checkbox
          label="Write wallet and token onto orders"
          helpText="Your staff, and every app that reads orders, can then see which wallet a customer has."
          checked={draft.showsWallet}
          onChange={(checked) => edit({ showsWallet: checked })}
        />
      </BlockStack>
    </Card>
  )
}
