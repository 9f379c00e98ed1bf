import { BlockStack, Card, Text } from '@shopify/polaris'
import { formatMessagePreview } from './formatMessagePreview.ts'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Preview of the sign-in message, updated on every keystroke. */
export function MessagePreviewCard({ editor, now }: { editor: ProjectEditorModel; now: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What people sign
        </Text>
        <pre className="palisade-message">{formatMessagePreview({ draft: editor.draft, now })}</pre>
        <Text as="p" tone="subdued">
          Example with a made-up wallet. Signing is free and sends no transaction.
        </Text>
      </BlockStack>
    </Card>
  )
}
