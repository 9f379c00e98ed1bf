import { BlockStack, Card, Checkbox, Link, Text } from '@shopify/polaris'
import type { TaggingState } from '../../core/customer/tagging.ts'
import { NOT_TAGGED } from '../customers/describeCustomers.ts'
import type { TaggingModel } from '../customers/useTagging.ts'
import { AllowButton } from '../page/AllowButton.tsx'
import { SECTIONS } from '../page/sections.ts'
import type { SettingsModel } from './useSettings.ts'

export type CustomersCardProps = {
  readonly settings: SettingsModel
  /** Whether Shopify lets the app change customers. */
  readonly state: TaggingState
  readonly tagging: TaggingModel
  /** Whether the saved setting tags customers. */
  readonly isSaved: boolean
}

/** Card with the setting that tags signed-in customers who hold tokens. */
export function CustomersCard({ settings: { draft, edit }, state, tagging, isSaved }: CustomersCardProps) {
  const isOn = draft.tagsCustomers
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Customers
        </Text>
        <Checkbox
          label="Tag customers who hold tokens"
          helpText="When a signed-in customer unlocks a gate, Palisade adds the gate’s tag to the customer. It checks their wallet once a day, and removes the tag when the tokens are gone. Use the tags in segments and email apps."
          checked={isOn}
          onChange={(checked) => edit({ tagsCustomers: checked })}
        />
        {!isOn && isSaved && (
          <Text as="p">When you save, Palisade removes the tags that it gave, and forgets the wallets.</Text>
        )}
        {isOn && state === 'not-allowed' && <AllowTagging tagging={tagging} />}
        {isSaved && (
          <Text as="p">
            <Link url={SECTIONS.customers.url}>See tagged customers</Link>
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

function AllowTagging({ tagging }: { tagging: TaggingModel }) {
  return (
    <BlockStack gap="200">
      <Text as="p" tone="caution">
        {NOT_TAGGED}
      </Text>
      <AllowButton permission={tagging} label="Allow tagging" />
    </BlockStack>
  )
}
