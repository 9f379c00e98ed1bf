import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris'
import type { SelfTestHint } from '../../core/selfTest/types.ts'
import { HINTS, type HintWords } from './hints.ts'

/** What to do about a fault, where to do it, and what it takes on the server. */
export function HintLine({
  hint,
  repair,
}: {
  hint: SelfTestHint
  repair: { readonly isBusy: boolean; readonly run: () => void }
}) {
  const { sentence, action, server }: HintWords = HINTS[hint]
  return (
    <BlockStack gap="100">
      <Text as="p">{sentence}</Text>
      {action && (
        <InlineStack>
          {'url' in action ? (
            <Button variant="plain" url={action.url} {...(action.target && { target: action.target })}>
              {action.label}
            </Button>
          ) : (
            <Button variant="plain" loading={repair.isBusy} onClick={repair.run}>
              {action.label}
            </Button>
          )}
        </InlineStack>
      )}
      {server && (
        <Text as="p" tone="subdued" variant="bodySm">
          For whoever runs this server: {server}
        </Text>
      )}
    </BlockStack>
  )
}
