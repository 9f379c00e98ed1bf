import { Button, Icon, InlineStack, Spinner, Text } from '@shopify/polaris'
import { CheckCircleIcon } from '@shopify/polaris-icons'
import type { ContractAnswer } from '../views.ts'

/** Text under an address field: what the chain says about the pasted address. */
export function ContractHint({
  answer,
  kindName,
  onRetry,
  onUseChain,
}: {
  answer: ContractAnswer | 'asking' | null
  /** Name of the known token's kind. */
  kindName?: string
  onRetry: () => void
  onUseChain: (slug: string) => void
}) {
  if (answer === null)
    return <>Paste the address, or a link to an item on OpenSea, another marketplace or a block explorer.</>
  if (answer === 'asking') {
    return (
      <InlineStack as="span" gap="150" blockAlign="center">
        <Spinner size="small" accessibilityLabel="Reading the contract" />
        <span>Reading the contract…</span>
      </InlineStack>
    )
  }
  if (answer.kind === 'unreachable') {
    return (
      <InlineStack as="span" gap="150">
        <span>This chain did not answer just now.</span>
        <Button variant="plain" onClick={onRetry}>
          Try again
        </Button>
      </InlineStack>
    )
  }
  if (answer.kind === 'unknown') {
    return (
      <InlineStack as="span" gap="300">
        {answer.elsewhere.map((chain) => (
          <Button key={chain.slug} variant="plain" onClick={() => onUseChain(chain.slug)}>
            {`Found on ${chain.name}. Use this chain`}
          </Button>
        ))}
      </InlineStack>
    )
  }
  const { name, symbol } = answer.description
  return (
    <InlineStack as="span" gap="100" blockAlign="start" wrap={false}>
      <span className="palisade-still">
        <Icon source={CheckCircleIcon} tone="success" />
      </span>
      <span>
        <Text as="span" fontWeight="semibold">
          {name || symbol || 'Unnamed token'}
        </Text>
        {name && symbol && ` (${symbol})`}
        {kindName && ` · ${kindName}`}
      </span>
    </InlineStack>
  )
}
