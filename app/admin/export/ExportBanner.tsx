import { Banner, Button, InlineStack, Spinner, Text } from '@shopify/polaris'
import type { Export } from './useExport.ts'

/** How far an export is, or why it failed. */
export function ExportBanner({ state, cancel }: Pick<Export, 'state' | 'cancel'>) {
  return (
    <div role="status">
      {state.kind === 'running' && (
        <Banner tone="info">
          <InlineStack gap="300" blockAlign="center">
            <Spinner size="small" accessibilityLabel="Exporting" />
            <Text as="span">Exporting: {new Intl.NumberFormat('en').format(state.rows)} rows so far</Text>
            <Button size="slim" onClick={cancel}>
              Cancel
            </Button>
          </InlineStack>
        </Banner>
      )}
      {state.kind === 'failed' && (
        <Banner tone="critical" title="The export failed" onDismiss={cancel}>
          {state.message}
        </Banner>
      )}
    </div>
  )
}
