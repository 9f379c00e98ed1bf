import { Banner, BlockStack, Box, Modal, Text } from '@shopify/polaris'
import { CopyButton } from '../developers/CopyButton.tsx'

/** Dialog that shows a webhook's new secret, once. */
export function NewSecretModal({
  secret,
  isRotated,
  onClose,
}: {
  secret: string
  isRotated: boolean
  onClose: () => void
}) {
  return (
    <Modal
      open
      onClose={onClose}
      title="Your webhook’s signing secret"
      primaryAction={{ content: 'I have stored it', onAction: onClose }}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Banner tone="warning">
            <p>Copy it now. You cannot see it again. Your server checks each message with it.</p>
          </Banner>
          <Box padding="300" background="bg-surface-secondary" borderRadius="200">
            <BlockStack gap="300" inlineAlign="start">
              <code className="palisade-code" data-new-secret>
                {secret}
              </code>
              <CopyButton text={secret} name="secret" isAlone />
            </BlockStack>
          </Box>
          {isRotated && <Text as="p">Messages are signed with the old secret too for another 24 hours.</Text>}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
