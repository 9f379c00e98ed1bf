import { Badge, BlockStack, Icon, InlineStack, Text } from '@shopify/polaris'
import { AlertTriangleIcon, CheckCircleIcon, XCircleIcon } from '@shopify/polaris-icons'
import { ResolvedName } from '../lists/ResolvedName.tsx'
import { SentenceText } from '../SentenceText.tsx'
import type { CheckedCondition, CheckedNode, CheckVerdict, CheckView } from './views.ts'

const ICONS = {
  good: { source: CheckCircleIcon, tone: 'success', accessibilityLabel: 'Yes' },
  bad: { source: XCircleIcon, tone: 'critical', accessibilityLabel: 'No' },
  unknown: { source: AlertTriangleIcon, tone: 'warning', accessibilityLabel: 'Could not be checked' },
} as const satisfies Record<CheckVerdict, object>
const TONES = { good: 'success', bad: 'critical', unknown: 'warning' } as const

/** A check, explained part by part. */
export function CheckResult({ check }: { check: CheckView }) {
  return (
    <BlockStack gap="300">
      <InlineStack>
        <Badge tone={TONES[check.verdict]} size="large">
          {check.summary}
        </Badge>
      </InlineStack>
      {check.names.map(({ name, address }) => (
        <ResolvedName key={name} text={name} address={address} />
      ))}
      {check.parts.map(({ title, root }) => (
        <BlockStack key={title ?? ''} gap="200">
          {title && (
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
          )}
          <ul className="palisade-check">
            <CheckNode node={root} />
          </ul>
        </BlockStack>
      ))}
    </BlockStack>
  )
}

function CheckNode({ node }: { node: CheckedNode }) {
  return (
    <li>
      <div className="palisade-check-line">
        <span className="palisade-still">
          <Icon {...ICONS[node.verdict]} />
        </span>
        {'of' in node ? (
          <Text as="span" fontWeight="medium">
            {node.title}
          </Text>
        ) : (
          <ConditionLines condition={node} />
        )}
      </div>
      {'of' in node && (
        <ul className="palisade-check">
          {node.of.map((part, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a report never move.
            <CheckNode key={i} node={part} />
          ))}
        </ul>
      )}
    </li>
  )
}

function ConditionLines({ condition }: { condition: CheckedCondition }) {
  const { sentence, outcome, holders, facts } = condition
  return (
    <BlockStack gap="050">
      <SentenceText sentence={sentence} />
      <Text as="span" tone="subdued">
        {outcome}
      </Text>
      {holders.map(({ address, via, found }) => (
        <Text key={address} as="span" tone="subdued" variant="bodySm">
          <code title={address}>{formatShortAddress(address)}</code>: {found}
          {via && ` (delegated to ${formatShortAddress(via)})`}
        </Text>
      ))}
      {facts.length > 0 && (
        <Text as="span" tone="subdued" variant="bodySm">
          {facts.join(' · ')}
        </Text>
      )}
    </BlockStack>
  )
}

function formatShortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}
