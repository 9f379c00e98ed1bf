import { InlineStack } from '@shopify/polaris'
import { CopyButton } from './CopyButton.tsx'

/** A text for machines with a copy button. */
export function CodeLine({ text, name }: { text: string; name: string }) {
  return (
    <InlineStack gap="100" blockAlign="start" wrap={false}>
      <code className="palisade-code">{text}</code>
      <CopyButton text={text} name={name} />
    </InlineStack>
  )
}
