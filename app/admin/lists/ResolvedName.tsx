import { Text } from '@shopify/polaris'

/** Line that says which address a typed name stands for. Nothing if the address itself was typed. */
export function ResolvedName({ text, address }: { text: string; address: string }) {
  const typed = text.trim()
  if (typed === '' || !typed.includes('.')) return null
  return (
    <Text as="p" tone="subdued" breakWord>
      {typed} → <span className="palisade-code">{address}</span>
    </Text>
  )
}
