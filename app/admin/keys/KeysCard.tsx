import { Badge, BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris'
import type { KeysModel } from './useKeys.ts'
import type { KeysView } from './views.ts'

const BADGES = {
  none: null,
  spreading: { tone: 'attention', children: 'Changing' },
  ending: { tone: 'info', children: 'Old key running out' },
} as const

/** Card: which key signs proofs, since when, and the state of its rotation. */
export function KeysCard({ keys }: { keys: KeysModel }) {
  const { view, ask } = keys
  const badge = view && BADGES[view.phase]
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Keys
          </Text>
          {badge && <Badge {...badge} />}
        </InlineStack>
        <Text as="p" tone="subdued">
          What holders unlock is signed, and your checkout believes nothing else. Change the key from time to
          time, and at once when somebody may know it.
        </Text>
        {view === null ? <SkeletonBodyText lines={2} /> : <KeysStanding view={view} />}
        <InlineStack gap="200">
          <Button disabled={view === null || view.phase !== 'none'} onClick={() => ask('rotate')}>
            Change key
          </Button>
          <Button tone="critical" disabled={view === null} onClick={() => ask('rotate-at-once')}>
            End all keys now
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  )
}

function KeysStanding({ view: { signing, since, progress, problem } }: { view: KeysView }) {
  return (
    <BlockStack gap="200">
      {signing === null ? (
        <Text as="p" tone="critical">
          No key signs at the moment: nothing unlocks.
        </Text>
      ) : (
        <Text as="p">
          Key <code className="palisade-code">{signing}</code> signs since {since}.
        </Text>
      )}
      <div aria-live="polite">
        {progress && <Text as="p">{progress}</Text>}
        {problem && (
          <Text as="p" tone="critical" breakWord>
            The last step failed and is tried again by itself: {problem}
          </Text>
        )}
      </div>
    </BlockStack>
  )
}
