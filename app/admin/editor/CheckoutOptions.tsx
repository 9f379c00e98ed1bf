import { BlockStack, Checkbox, ChoiceList, InlineError, Select, Text } from '@shopify/polaris'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Combination, Guard } from '../../core/gate/types.ts'
import { GUARD_WORDS, OTHER_DISCOUNTS, PURCHASE_WORDS } from '../gateWords.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const GUARDS = [
  {
    value: 'open',
    label: GUARD_WORDS.open,
    helpText:
      'Easiest for shoppers. Someone could share their unlocked cart with a friend for an hour or two.',
  },
  {
    value: 'account',
    label: GUARD_WORDS.account,
    helpText: 'Shoppers log in to your shop before they unlock. Guests cannot use it.',
  },
  {
    value: 'cart',
    label: GUARD_WORDS.cart,
    helpText: 'No account needed. Buy it now and express buttons on the product page do not work for it.',
  },
] as const satisfies readonly { value: Guard; label: string; helpText: string }[]
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
          choices={GUARDS.map((choice) => ({
            ...choice,
            disabled: choice.value === 'cart' && !cartMetafield && guard !== 'cart',
            ...(choice.value === 'cart' && !cartMetafield
              ? {
                  helpText: `${choice.helpText} Turn on “Bind unlocks to the cart” under Settings first.`,
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
          {OTHER_DISCOUNTS.map(({ name, label }) => (
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
      {hasDiscount && (
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
