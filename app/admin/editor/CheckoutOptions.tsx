import { BlockStack, Checkbox, ChoiceList, InlineError, Select, Text } from '@shopify/polaris'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Combination, Guard } from '../../core/gate/types.ts'
import { GUARD_WORDS, OTHER_DISCOUNTS, PURCHASE_WORDS } from '../gateWords.ts'
import type { PlatformWords } from '../page/describePlatform.ts'
import { useIsStore, useWords } from '../page/PlatformProvider.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const GUARDS = [
  {
    value: 'open',
    label: { shopify: GUARD_WORDS.open, bigcommerce: 'Anyone who has the code' },
    helpText: {
      shopify:
        'Easiest for shoppers. Someone could share their unlocked cart with a friend for an hour or two.',
      bigcommerce: 'Easiest for shoppers. Someone could share their code, which works for one order.',
    },
  },
  {
    value: 'account',
    label: GUARD_WORDS.account,
    helpText: {
      shopify: 'Shoppers log in to your shop before they unlock. Guests cannot use it.',
      bigcommerce:
        'Shoppers log in to your store before they unlock. Palisade finds an order that another customer placed with the code when it comes in.',
    },
  },
  {
    value: 'cart',
    label: GUARD_WORDS.cart,
    helpText: 'No account needed. Buy it now and express buttons on the product page do not work for it.',
  },
] as const satisfies readonly { value: Guard; label: PlatformWords; helpText: PlatformWords }[]
const PURCHASES = [
  { value: 'both', label: PURCHASE_WORDS.both },
  { value: 'oneTime', label: PURCHASE_WORDS.oneTime },
  { value: 'subscription', label: PURCHASE_WORDS.subscription },
] as const satisfies readonly { value: Combination['purchases']; label: string }[]
/** Fields of the options at checkout. */
export function CheckoutOptions({
  editor,
  cartMetafield,
}: {
  editor: GateEditorModel
  cartMetafield: boolean
}) {
  const isStore = useIsStore()
  const words = useWords()
  const { draft, dispatch, issues } = editor
  const { combination, recheck, reaction } = draft
  const { guard } = editor.form
  const edit = (change: Partial<Combination>) =>
    dispatch({ kind: 'edit', change: { combination: { ...combination, ...change } } })
  const hasDiscount = isDiscounting(reaction)
  const combinationError = findError(issues, 'combination')
  return (
    <BlockStack gap="400">
      <div id={composeFieldId('guard')} tabIndex={-1}>
        <ChoiceList
          title="Who can use an unlock"
          choices={GUARDS.filter(({ value }) => !isStore || value !== 'cart').map((choice) => ({
            ...choice,
            label: words(choice.label),
            helpText: words(choice.helpText),
            disabled: choice.value === 'cart' && !cartMetafield && guard !== 'cart',
            ...(choice.value === 'cart' && !cartMetafield
              ? {
                  helpText: `${words(choice.helpText)} Turn on “Bind unlocks to the cart” under Settings first.`,
                }
              : {}),
          }))}
          selected={[guard]}
          error={findError(issues, 'guard')}
          onChange={([value]) =>
            dispatch({
              kind: 'edit',
              change: { guard: GUARDS.find((each) => each.value === value)?.value ?? 'open' },
            })
          }
        />
      </div>
      {hasDiscount && (
        <BlockStack gap="100">
          <Text as="p">Can be combined with</Text>
          {isStore && (
            <Checkbox
              id={composeFieldId('combination')}
              label="Other promotions of your store"
              helpText="BigCommerce combines a coupon with all other promotions, or with none."
              checked={OTHER_DISCOUNTS.some(({ name }) => combination[name])}
              onChange={(checked) =>
                edit({ productDiscounts: checked, orderDiscounts: checked, shippingDiscounts: checked })
              }
            />
          )}
          {(isStore ? [] : OTHER_DISCOUNTS).map(({ name, label }) => (
            <Checkbox
              key={name}
              id={composeFieldId(name === 'productDiscounts' ? 'combination' : `combination.${name}`)}
              label={label}
              checked={combination[name]}
              onChange={(checked) => edit({ [name]: checked })}
            />
          ))}
          {combinationError && (
            <InlineError message={combinationError} fieldID={composeFieldId('combination')} />
          )}
        </BlockStack>
      )}
      {hasDiscount && !isStore && (
        <Select
          label="Purchase type"
          options={[...PURCHASES]}
          value={combination.purchases}
          helpText="For a subscription, only the first payment is discounted."
          onChange={(value) =>
            edit({ purchases: PURCHASES.find((each) => each.value === value)?.value ?? 'both' })
          }
        />
      )}
      <Checkbox
        label="Check the wallet again when the order comes in"
        helpText="Finds tokens that were sold between unlock and payment. Your choice under Settings decides what happens to such an order."
        checked={recheck}
        onChange={(checked) => dispatch({ kind: 'edit', change: { recheck: checked } })}
      />
    </BlockStack>
  )
}
