import { BlockStack, Card, Text } from '@shopify/polaris'
import type { AuditView } from './views.ts'

/** Card of the audit log, newest entry first. */
export function AuditCard({ entries }: { entries: readonly AuditView[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Change log
        </Text>
        <ul className="palisade-lines">
          {entries.map(({ id, at, who, text, reason }) => (
            <li className="palisade-line" key={id}>
              <BlockStack gap="050">
                <Text as="span">{text}</Text>
                {reason !== null && (
                  <Text as="span" breakWord>
                    “{reason}”
                  </Text>
                )}
                <Text as="span" tone="subdued" variant="bodySm">
                  {at} · {who}
                </Text>
              </BlockStack>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  )
}
