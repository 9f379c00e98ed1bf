import { BlockStack, Card, Text } from '@shopify/polaris'
import { STORE_ABSENCES } from '../page/storeAbsences.ts'

/** Card: what a store of BigCommerce lacks, where a merchant would look for it. */
export function AbsencesCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Not on BigCommerce
        </Text>
        <ul className="palisade-lines">
          {STORE_ABSENCES.map(({ name, reason }) => (
            <li className="palisade-line" key={name}>
              <BlockStack gap="050">
                <Text as="h3" variant="headingSm">
                  {name}
                </Text>
                <Text as="p" tone="subdued">
                  {reason}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  )
}
