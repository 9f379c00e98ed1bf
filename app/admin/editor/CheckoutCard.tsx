import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Guard } from '../../core/gate/types.ts'
import { OTHER_DISCOUNTS } from '../gateWords.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { loadCheckoutOptions } from './dialogs.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Options at checkout: guard, combination with other discounts, purchases, and the recheck of the wallet. */
export function CheckoutCard({ editor, cartMetafield }: { editor: GateEditorModel; cartMetafield: boolean }) {
  const { issues } = editor
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
            {describeCheckout(editor.form)}
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

function describeCheckout({ guard, combination, reaction }: GateEditorModel['form']): string {
  if (!isDiscounting(reaction)) return `${WHO[guard]}.`
  const others = OTHER_DISCOUNTS.filter(({ name }) => combination[name]).map(({ label }) =>
    label.toLowerCase(),
  )
  const last = others.pop()
  if (last === undefined) return `${WHO[guard]}. The discount cannot be combined with other discounts.`
  const names = others.length === 0 ? last : `${others.join(', ')} and ${last}`
  return `${WHO[guard]}. The discount can be combined with ${names}.`
}
