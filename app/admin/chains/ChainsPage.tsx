import { BlockStack, Box, Card, EmptyState, Page, Text } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'
import { SourceTable } from './SourceTable.tsx'
import type { SourceView } from './views.ts'

/** Endpoints of all chains, with their health and statistics since the server started. */
export function ChainsPage({ sources }: { sources: readonly SourceView[] }) {
  return (
    <Page
      title={SECTIONS.chains.content}
      subtitle="Where wallets are read, and how that has been going since the server started"
      fullWidth={false}
    >
      <BlockStack gap="400">
        <Card padding="0">
          {sources.length > 0 ? (
            <SourceTable sources={sources} />
          ) : (
            <EmptyState heading="No chain can be read" image="">
              <p>Whoever runs this server sets RPC_URL_ETHEREUM or that of another chain.</p>
            </EmptyState>
          )}
        </Card>
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            A source that fails rests for a while: the others are asked before it. Where two sources must
            agree and do not, shoppers are told that their wallet could not be checked.
          </Text>
        </Box>
      </BlockStack>
    </Page>
  )
}
