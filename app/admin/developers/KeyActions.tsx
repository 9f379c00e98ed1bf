import { Button, InlineStack } from '@shopify/polaris'
import type { KeyChanges } from './useKeyChanges.ts'
import type { ApiKeyView } from './views.ts'

/** Buttons to roll or revoke a working key. A key that is about to end can only be revoked. */
export function KeyActions({ apiKey, changes }: { apiKey: ApiKeyView; changes: KeyChanges }) {
  if (apiKey.status.kind === 'ended') return null
  const name = `${apiKey.name} (${apiKey.shown})`
  return (
    <InlineStack gap="100" wrap={false}>
      {apiKey.status.kind === 'active' && (
        <Button
          size="micro"
          accessibilityLabel={`Roll ${name}`}
          onClick={() => changes.ask({ kind: 'roll', key: apiKey })}
        >
          Roll
        </Button>
      )}
      <Button
        size="micro"
        tone="critical"
        accessibilityLabel={`Revoke ${name}`}
        onClick={() => changes.ask({ kind: 'revoke', key: apiKey })}
      >
        Revoke
      </Button>
    </InlineStack>
  )
}
