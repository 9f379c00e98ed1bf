import { BlockStack, Button, InlineStack } from '@shopify/polaris'
import type { PermissionModel } from '../useScopePermission.ts'
import { FailureText } from './FailureText.tsx'

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
      <FailureText text={failure} />
    </BlockStack>
  )
}
