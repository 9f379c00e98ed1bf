import { Banner, BlockStack, Box, Modal, Text } from '@shopify/polaris'
import { CopyButton } from './CopyButton.tsx'
import type { IssuedKeyView } from './views.ts'

/** Dialog that shows a new secret key, once. */
export function NewKeyModal({ issued, onClose }: { issued: IssuedKeyView; onClose: () => void }) {
  return (
    <Modal
      open
      onClose={onClose}
      title={`Your new secret key “${issued.name}”`}
      primaryAction={{ content: 'I have stored it', onAction: onClose }}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Banner tone="warning">
            <p>Copy it now. You cannot see it again, because Palisade stores only a hash of it.</p>
          </Banner>
          <Box padding="300" background="bg-surface-secondary" borderRadius="200">
            <BlockStack gap="300" inlineAlign="start">
              <code className="palisade-code" data-new-key>
                {issued.text}
              </code>
              <CopyButton text={issued.text} name="secret key" isAlone />
            </BlockStack>
          </Box>
          {issued.replaces && (
            <Text as="p">The old key works for another 24 hours. After that, it is refused.</Text>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
