import { BlockStack, Card, Checkbox, ChoiceList, Text } from '@shopify/polaris'
import type { ShopSettings } from '../../core/gate/shop.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import { AllowHolding } from '../holding/AllowHolding.tsx'
import { NOT_HELD } from '../holding/describeHolding.ts'
import type { HoldingModel } from '../holding/useHolding.ts'
import type { SettingsModel } from './useSettings.ts'

const CHOICES = [
  {
    value: 'hold',
    label: 'Hold the affected items',
    helpText:
      'They cannot be shipped until you release the hold. The rest of the order can. Palisade needs your permission to hold orders. Digital items cannot be held, so their orders are only tagged.',
  },
  {
    value: 'cancel',
    label: 'Cancel the order',
    helpText:
      'Palisade refunds the original payment method, restocks the items and notifies the customer. If Shopify cannot cancel the order because a part of it has shipped, Palisade holds the rest. This needs your permission to hold orders.',
  },
  { value: 'tag', label: 'Only tag the order', helpText: 'You decide what to do with each order.' },
] as const satisfies readonly { value: ShopSettings['onViolation']; label: string; helpText: string }[]

/** The same at a store of BigCommerce, which holds and cancels a whole order by its status. */
const STORE_CHOICES = [
  {
    value: 'hold',
    label: 'Hold the order',
    helpText:
      'It gets the status “Manual Verification Required” until you release it. Digital items can be downloaded before.',
  },
  {
    value: 'cancel',
    label: 'Cancel the order',
    helpText:
      'It gets the status “Cancelled”. Palisade does not refund the payment: do that in the control panel. An order of which a part has shipped is not cancelled, but held.',
  },
  {
    value: 'tag',
    label: 'Only mark the order',
    helpText: 'Palisade writes what is wrong into its staff notes. You decide what to do with each order.',
  },
] as const satisfies readonly { value: ShopSettings['onViolation']; label: string; helpText: string }[]

const NOT_ALLOWED = {
  hold: NOT_HELD,
  cancel:
    'If Shopify cannot cancel an order, Palisade cannot hold it either, because Shopify does not let it hold orders yet. Its items can be shipped.',
} as const

export type OrdersCardProps = {
  readonly settings: SettingsModel
  /** Whether Shopify lets the app hold orders. */
  readonly state: HoldingState
  readonly holding: HoldingModel
  /** Whether the shop is on BigCommerce, whose carts and orders keep nothing of ours but the staff notes. */
  readonly isStore: boolean
}

/** Card with the settings for orders that broke a rule, and for the data that is written onto orders. */
export function OrdersCard({ settings, state, holding, isStore }: OrdersCardProps) {
  const { draft, edit } = settings
  const { onViolation } = draft
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Orders
        </Text>
        <ChoiceList
          title="When an order contains something that was not unlocked for it"
          choices={[...(isStore ? STORE_CHOICES : CHOICES)]}
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
        {!isStore && (
          <>
            <Checkbox
              label="Also hold orders from a different cart than the one that was unlocked"
              helpText="Most of these orders are honest, for example from a cart that was merged when the customer logged in. Otherwise, Palisade tags them, and they usually settle on their own after about an hour."
              checked={draft.holdsSuspects}
              disabled={onViolation === 'tag'}
              onChange={(checked) => edit({ holdsSuspects: checked })}
            />
            <Checkbox
              label="Write the wallet and token on orders"
              helpText="Your staff, and every app that reads orders, can then see which wallet a customer has."
              checked={draft.showsWallet}
              onChange={(checked) => edit({ showsWallet: checked })}
            />
            <Checkbox
              label="Write signed receipts on orders"
              helpText="A receipt says that the customer met a gate’s condition, and when. Anyone who can read the order can verify it without asking this server. It names no wallet and no customer."
              checked={draft.writesReceipts}
              onChange={(checked) => edit({ writesReceipts: checked })}
            />
          </>
        )}
      </BlockStack>
    </Card>
  )
}
