import { BlockStack, Box, Card, EmptyState, Page, Text } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'
import { SourceTable } from './SourceTable.tsx'
import type { SourceView } from './views.ts'

/** Endpoints of all chains, with their health and statistics since the server started. */
export function ChainsPage({ sources }: { sources: readonly SourceView[] }) {
  return (
    <Page
      title={SECTIONS.chains.content}
      subtitle="Endpoints that Palisade reads wallets from, with their figures since the server started"
      fullWidth={false}
    >
      <BlockStack gap="400">
        <Card padding="0">
          {sources.length > 0 ? (
            <SourceTable sources={sources} />
          ) : (
            <EmptyState heading="No chain is set up" image="">
              <p>Ask whoever runs this server to set RPC_URL_ETHEREUM, or the variable of another chain.</p>
            </EmptyState>
          )}
        </Card>
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            An endpoint that fails rests for a while, and Palisade asks the others first. If two endpoints
            must agree and do not, shoppers read that their wallet could not be checked.
          </Text>
        </Box>
      </BlockStack>
    </Page>
  )
}
