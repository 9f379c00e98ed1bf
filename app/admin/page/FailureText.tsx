import { Text } from '@shopify/polaris'

/** Why the last click failed, beside its button and told to screen readers; nothing without a failure. */
export function FailureText({ text }: { text: string | null }) {
  return (
    <div aria-live="polite">
      {text && (
        <Text as="p" tone="caution">
          {text}
        </Text>
      )}
    </div>
  )
}
