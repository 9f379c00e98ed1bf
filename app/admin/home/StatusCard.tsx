import { Button, Card, Icon, InlineStack, Spinner, Text } from '@shopify/polaris'
import { AlertTriangleIcon, CheckCircleIcon } from '@shopify/polaris-icons'
import { describeRows, type ShownRow } from './listRows.ts'

/** Card at the top that sums up the shop's health. `rows` is null until they are known. */
export function StatusCard({ rows }: { rows: readonly ShownRow[] | null }) {
  const worst = rows?.find(({ outcome }) => outcome === 'failed')
  const show = () => {
    const card = document.getElementById('health')
    card?.scrollIntoView({ block: 'start' })
    card?.focus({ preventScroll: true })
  }
  return (
    <Card>
      <div className="palisade-summary" aria-live="polite" aria-busy={rows === null}>
        <div className="palisade-summary-line">
          <span className="palisade-summary-mark">
            {rows === null ? (
              <Spinner size="small" />
            ) : worst ? (
              <Icon source={AlertTriangleIcon} tone="critical" />
            ) : (
              <Icon source={CheckCircleIcon} tone="success" />
            )}
          </span>
          <div className="palisade-grow">
            <Text as="h2" variant="headingMd">
              {rows === null ? 'Checking your shop…' : describeRows(rows)}
            </Text>
            {worst && (
              <Text as="p" tone="subdued" truncate>
                {worst.title}
              </Text>
            )}
          </div>
          {worst && (
            <InlineStack>
              <Button onClick={show}>Show</Button>
            </InlineStack>
          )}
        </div>
      </div>
    </Card>
  )
}
