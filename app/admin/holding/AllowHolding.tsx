import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris'
import type { HoldingModel } from './useHolding.ts'

/** Button that lets the app hold orders, and the failure of the last click. */
export function AllowHolding({ holding: { isBusy, failure, allow } }: { holding: HoldingModel }) {
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button loading={isBusy} onClick={() => void allow()}>
          Allow holding
        </Button>
      </InlineStack>
      <div aria-live="polite">
        {failure && (
          <Text as="p" tone="caution">
            {failure}
          </Text>
        )}
      </div>
    </BlockStack>
  )
}
