import { BlockStack, Text } from '@shopify/polaris'
import { CodeLine } from './CodeLine.tsx'
import type { ApiKeyView } from './views.ts'

/** A key as far as it may be shown, and its creation time. */
export function KeyText({ apiKey: { kind, name, shown, createdAt } }: { apiKey: ApiKeyView }) {
  return (
    <BlockStack gap="050">
      {kind === 'publishable' ? (
        <CodeLine text={shown} name={`key ${name}`} />
      ) : (
        <code className="palisade-code">{shown}</code>
      )}
      <Text as="span" tone="subdued" variant="bodySm">
        Created {createdAt}
      </Text>
    </BlockStack>
  )
}
