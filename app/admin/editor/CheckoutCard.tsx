import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Guard } from '../../core/gate/types.ts'
import { OTHER_DISCOUNTS } from '../gateWords.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { useIsStore } from '../page/PlatformProvider.ts'
import { loadCheckoutOptions } from './dialogs.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Options at checkout: guard, combination with other discounts, purchases, and the recheck of the wallet. */
export function CheckoutCard({ editor, cartMetafield }: { editor: GateEditorModel; cartMetafield: boolean }) {
  const { issues } = editor
  const isStore = useIsStore()
  const [isOpen, setIsOpen] = useState(false)
  const isWrong = issues.guard !== undefined || issues.combination !== undefined
  const isShown = isOpen || isWrong
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
            {describeCheckout(editor.form, isStore)}
          </Text>
        )}
        <Collapsible id="gate-checkout" open={isShown} transition={{ duration: '0ms' }}>
          {isShown && <LazyPart load={loadCheckoutOptions} props={{ editor, cartMetafield }} />}
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

function describeCheckout(
  { guard, combination, reaction }: GateEditorModel['form'],
  isStore: boolean,
): string {
  const who = isStore && guard === 'open' ? 'Anyone who has the code can use it' : WHO[guard]
  if (!isDiscounting(reaction)) return `${who}.`
  const others = OTHER_DISCOUNTS.filter(({ name }) => combination[name]).map(({ label }) =>
    label.toLowerCase(),
  )
  const last = others.pop()
  if (last === undefined) return `${who}. The discount cannot be combined with other discounts.`
  if (isStore) return `${who}. The discount can be combined with other promotions.`
  const names = others.length === 0 ? last : `${others.join(', ')} and ${last}`
  return `${who}. The discount can be combined with ${names}.`
}
