import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris'
import type { PermissionModel } from '../useScopePermission.ts'

/** Button that asks for a permission at Shopify, and the failure of the last click. */
export function AllowButton({
  permission: { isBusy, failure, allow },
  label,
}: {
  permission: PermissionModel
  label: string
}) {
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button loading={isBusy} onClick={() => void allow()}>
          {label}
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
