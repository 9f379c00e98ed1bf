import { BlockStack, InlineError, List, Modal, Text } from '@shopify/polaris'
import { useFocusBack } from '../useFocusBack.ts'
import type { KeysModel } from './useKeys.ts'
import type { KeysChange } from './views.ts'

const WORDS = {
  rotate: {
    title: 'Change the key?',
    button: 'Change key',
    intro: 'A new key takes over within about ten minutes. No shopper notices.',
    points: [
      'The new key goes to every discount and to your checkout first, and signs when all have it.',
      'What is unlocked already stays unlocked. The old key ends when the last of it has run out, a day later at most.',
    ],
  },
  'rotate-at-once': {
    title: 'End all keys now?',
    button: 'End all keys',
    intro:
      'Do this when a key may be known to somebody else: to a person or another app that could read your discounts. It cannot be undone.',
    points: [
      'Every unlock in every open cart ends, within about a minute. Carts on your storefront ask again by themselves; shoppers who are at the checkout must go back to the product or the cart.',
      'Until Shopify has taken the new key, nothing unlocks. That is a moment as a rule.',
      'Orders that were placed before are not touched.',
    ],
  },
} as const satisfies Record<
  KeysChange,
  { title: string; button: string; intro: string; points: readonly string[] }
>

/** Dialog that explains and confirms a rotation of the key. */
export function KeysModal({ question, keys }: { question: KeysChange; keys: KeysModel }) {
  useFocusBack()
  const { title, button, intro, points } = WORDS[question]
  const close = () => keys.ask(null)
  return (
    <Modal
      open
      onClose={close}
      title={title}
      primaryAction={{
        content: button,
        destructive: question === 'rotate-at-once',
        loading: keys.isBusy,
        onAction: keys.confirm,
      }}
      secondaryActions={[{ content: 'Cancel', disabled: keys.isBusy, onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{intro}</Text>
          <List>
            {points.map((point) => (
              <List.Item key={point}>{point}</List.Item>
            ))}
          </List>
          {keys.failure && <InlineError message={keys.failure} fieldID="keys" />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
