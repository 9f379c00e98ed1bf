import { BlockStack, InlineError, Modal, Text } from '@shopify/polaris'
import type { KeyChanges, KeyQuestion } from './useKeyChanges.ts'

const WORDS = {
  roll: {
    title: 'Roll',
    button: 'Roll key',
    text: 'You get a new key right away. The old key works for another 24 hours, so you can replace it wherever you use it.',
  },
  revoke: {
    title: 'Revoke',
    button: 'Revoke key',
    text: 'Every request with this key is refused from now on. This cannot be undone.',
  },
} as const

/** Dialog that confirms rolling or revoking a key. */
export function ConfirmKeyModal({
  question: { kind, key },
  changes,
}: {
  question: Exclude<KeyQuestion, { kind: 'create' }>
  changes: KeyChanges
}) {
  const { title, button, text } = WORDS[kind]
  const close = () => changes.ask(null)
  return (
    <Modal
      open
      onClose={close}
      title={`${title} “${key.name}”?`}
      primaryAction={{
        content: button,
        destructive: kind === 'revoke',
        loading: changes.isBusy,
        onAction: () => changes[kind](key),
      }}
      secondaryActions={[{ content: 'Cancel', disabled: changes.isBusy, onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p" breakWord>
            <code className="palisade-code">{key.shown}</code>
          </Text>
          <Text as="p">{text}</Text>
          {changes.failure && <InlineError message={changes.failure} fieldID={key.id} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
