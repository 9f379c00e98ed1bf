import { BlockStack, Button, InlineStack, Spinner, Text } from '@shopify/polaris'
import { NewsBanner } from '../page/NewsBanner.tsx'
import { VersionChoice, type VersionChoiceProps } from './VersionChoice.tsx'

/** Banner for a gate that somebody else saved meanwhile: both versions side by side, and a choice between them. */
export function VersionsBanner(props: VersionChoiceProps) {
  const { editor } = props
  const { other } = editor
  return (
    <NewsBanner tone="warning" title="Someone else changed this gate">
      <BlockStack gap="300">
        <Text as="p">Your changes are still here, but they are not saved.</Text>
        {other?.kind === 'asking' && (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel="Loading the other version" />
            <Text as="span">Loading the other version…</Text>
          </InlineStack>
        )}
        {other?.kind === 'unreachable' && (
          <InlineStack gap="200" blockAlign="center">
            <Text as="span">The other version could not be loaded. The gate may have been deleted.</Text>
            <Button variant="plain" onClick={other.retry}>
              Try again
            </Button>
          </InlineStack>
        )}
        {editor.theirs && <VersionChoice {...props} />}
      </BlockStack>
    </NewsBanner>
  )
}
