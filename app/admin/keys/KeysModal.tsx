import { BlockStack, InlineError, List, Modal, Text } from '@shopify/polaris'
import { useFocusBack } from '../useFocusBack.ts'
import type { KeysModel } from './useKeys.ts'
import type { KeysChange } from './views.ts'

const WORDS = {
  rotate: {
    title: 'Change the key?',
    button: 'Change key',
    intro: 'A new key takes over within about ten minutes. Shoppers do not notice.',
    points: [
      'Every discount and your checkout get the new key first. Then the new key starts to sign.',
      'Existing unlocks keep working. The old key ends when the last of them has expired, after a day at most.',
    ],
  },
  'rotate-at-once': {
    title: 'End all keys now?',
    button: 'End all keys',
    intro:
      'Do this if someone else may know a key: a person or another app that could read your discounts. This cannot be undone.',
    points: [
      'Within about a minute, every unlock in every open cart ends. Carts in your store ask for a new unlock on their own. Shoppers who are at the checkout must go back to the product or the cart.',
      'Nobody can unlock a gate until Shopify has the new key. That usually takes a moment.',
      'Earlier orders do not change.',
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
