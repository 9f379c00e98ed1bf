import { BlockStack, Box, Card, EmptyState, Page, Text } from '@shopify/polaris'
import { SECTIONS } from '../page/sections.ts'
import { EndpointTable } from './EndpointTable.tsx'
import type { EndpointView } from './views.ts'

/** Endpoints of all chains, with their health and statistics since the server started. */
export function ChainsPage({ endpoints }: { endpoints: readonly EndpointView[] }) {
  return (
    <Page
      title={SECTIONS.chains.content}
      subtitle="Endpoints that Palisade reads wallets from, with their figures since the server started"
      fullWidth={false}
    >
      <BlockStack gap="400">
        <Card padding="0">
          {endpoints.length > 0 ? (
            <EndpointTable endpoints={endpoints} />
          ) : (
            <EmptyState heading="No chain is set up" image="">
              <p>
                Ask the person who runs this server to set RPC_URL_ETHEREUM, or the variable of another chain.
              </p>
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
