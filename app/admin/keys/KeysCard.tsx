import { Badge, BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris'
import type { KeysModel } from './useKeys.ts'
import type { KeysView } from './views.ts'

const BADGES = {
  none: null,
  spreading: { tone: 'attention', children: 'Changing' },
  ending: { tone: 'info', children: 'Old key ending' },
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
          Palisade signs every unlock with a key, and your checkout accepts nothing else. Change the key from
          time to time, and right away if someone else may know it.
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
          No key can sign at the moment, so nobody can unlock a gate.
        </Text>
      ) : (
        <Text as="p">
          Key <code className="palisade-code">{signing}</code> has signed since {since}.
        </Text>
      )}
      <div aria-live="polite">
        {progress && <Text as="p">{progress}</Text>}
        {problem && (
          <Text as="p" tone="critical" breakWord>
            The last step failed. Palisade tries it again. Reason: {problem}
          </Text>
        )}
      </div>
    </BlockStack>
  )
}
