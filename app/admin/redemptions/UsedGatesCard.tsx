import { BlockStack, Card, Link, Text } from '@shopify/polaris'
import type { UsedGateView } from './views.ts'

/** Card: how much of each gate with limits is used. */
export function UsedGatesCard({ gates }: { gates: readonly UsedGateView[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Uses by gate
        </Text>
        <ul className="palisade-lines">
          {gates.map(({ number, name, counts }) => (
            <li className="palisade-line" key={number}>
              <BlockStack gap="050">
                <Link url={`/app/gates/${number}`}>{name}</Link>
                <Text as="span" tone="subdued">
                  {counts}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  )
}
