import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  ChoiceList,
  Collapsible,
  InlineError,
  InlineStack,
  Select,
  Text,
} from '@shopify/polaris'
import { useState } from 'react'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Combination, Guard } from '../../core/gate/types.ts'
import { GUARD_WORDS, PURCHASE_WORDS } from '../gateWords.ts'
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
const OTHERS = [
  { name: 'productDiscounts', label: 'Product discounts' },
  { name: 'orderDiscounts', label: 'Order discounts' },
  { name: 'shippingDiscounts', label: 'Shipping discounts' },
] as const satisfies readonly { name: keyof Combination; label: string }[]

/** Options at checkout: guard, combination with other discounts, purchases, and the recheck of the wallet. */
export function CheckoutCard({ editor, cartMetafield }: { editor: GateEditorModel; cartMetafield: boolean }) {
  const { draft, dispatch, issues } = editor
  const { combination, recheck, reaction } = draft
  const { guard } = editor.form
  const [isOpen, setIsOpen] = useState(false)
  const edit = (change: Partial<Combination>) =>
    dispatch({ kind: 'edit', change: { combination: { ...combination, ...change } } })
  const hasDiscount = isDiscounting(reaction)
  const isWrong = issues.guard !== undefined || issues.combination !== undefined
  const isShown = isOpen || isWrong
  const combinationError = findError(issues, 'combination')
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            At checkout
          </Text>
          <Button
            variant="plain"
            disclosure={isShown ? 'up' : 'down'}
            ariaExpanded={isShown}
            ariaControls="gate-checkout"
            onClick={() => setIsOpen(!isOpen)}
          >
            More options
          </Button>
        </InlineStack>
        {!isShown && (
          <Text as="p" tone="subdued">
            {describeCheckout(editor.form)}
          </Text>
        )}
        <Collapsible id="gate-checkout" open={isShown} transition={{ duration: '0ms' }}>
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
                {OTHERS.map(({ name, label }) => (
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
        </Collapsible>
      </BlockStack>
    </Card>
  )
}

const WHO = {
  open: 'Anyone who has the unlock in their cart can use it',
  account: 'Only the customer who unlocked it can use it',
  cart: 'An unlock works only in the cart it was made in',
} as const satisfies Record<Guard, string>

function describeCheckout({ guard, combination, reaction }: GateEditorModel['form']): string {
  if (!isDiscounting(reaction)) return `${WHO[guard]}.`
  const others = OTHERS.filter(({ name }) => combination[name]).map(({ label }) => label.toLowerCase())
  const last = others.pop()
  if (last === undefined) return `${WHO[guard]}. The discount cannot be combined with other discounts.`
  const names = others.length === 0 ? last : `${others.join(', ')} and ${last}`
  return `${WHO[guard]}. The discount can be combined with ${names}.`
}
