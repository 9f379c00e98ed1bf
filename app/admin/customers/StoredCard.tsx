import { BlockStack, Card, Text } from '@shopify/polaris'
import { STORED_KIND_NAMES } from '../../core/privacy/kinds.ts'
import { useIsStore } from '../page/PlatformProvider.ts'
import { formatErasure, formatKept, STORED_WORDS } from './storedWords.ts'

/** Kinds of data that only a shop that tags customers, or gets their requests, has. */
const TAGGING: readonly string[] = ['tags', 'wallets', 'requests']

/** Card of every kind of data that is stored about customers, for how long, and what an erasure does to it. */
export function StoredCard() {
  const isStore = useIsStore()
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What Palisade stores
        </Text>
        <Text as="p" tone="subdued">
          Palisade stores no names, email addresses or postal addresses of customers.
        </Text>
        <ul className="palisade-lines">
          {STORED_KIND_NAMES.filter((kind) => !isStore || !TAGGING.includes(kind)).map((kind) => (
            <li className="palisade-line" key={kind}>
              <BlockStack gap="050">
                <Text as="h3" variant="headingSm">
                  {STORED_WORDS[kind].title}
                </Text>
                <Text as="p" tone="subdued">
                  {`Kept: ${formatKept(kind)}. When erased: ${formatErasure(kind).toLowerCase()}.`}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  )
}
