import { Badge, BlockStack, Card, SkeletonBodyText, Text } from '@shopify/polaris'
import { HintLine, type HintLineProps } from '../selfTest/HintLine.tsx'
import type { ShownRow } from './listRows.ts'

const BADGES = {
  works: { tone: 'success', children: 'Works' },
  failed: { tone: 'critical', children: 'Needs attention' },
  unknown: { tone: 'attention', children: 'Unknown' },
  none: { children: 'Nothing to check' },
} as const
/** Errors do not work: there are none. */
const NO_ERRORS = { tone: 'success', children: 'None' } as const

const badgeOf = ({ name, outcome }: ShownRow) =>
  name === 'errors' && outcome === 'works' ? NO_ERRORS : BADGES[outcome]

type HealthCardProps = {
  /** Null until they are known. */
  readonly rows: readonly ShownRow[] | null
  readonly repair: HintLineProps['repair'] & { readonly failure: string | null }
  readonly holding: HintLineProps['holding']
}

/** Card with everything that was checked of the shop, and what to do about each part. */
export function HealthCard({ rows, repair, holding }: HealthCardProps) {
  return (
    <Card>
      <div className="palisade-health" id="health" tabIndex={-1} aria-busy={rows === null}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            Health
          </Text>
          {repair.failure && (
            <Text as="p" tone="critical">
              {repair.failure}
            </Text>
          )}
          {rows === null ? (
            <SkeletonBodyText lines={12} />
          ) : (
            <ul className="palisade-lines">
              {rows.map((row) => (
                <li className="palisade-line" key={row.name} data-row={row.name} data-outcome={row.outcome}>
                  <Row row={row} repair={repair} holding={holding} />
                </li>
              ))}
            </ul>
          )}
        </BlockStack>
      </div>
    </Card>
  )
}

function Row({ row, repair, holding }: { row: ShownRow } & Omit<HintLineProps, 'hint'>) {
  return (
    <BlockStack gap="100">
      <div className="palisade-row-head">
        <Text as="h3" variant="bodyMd" fontWeight="medium">
          {row.title}
        </Text>
        <span className="palisade-still">
          <Badge {...badgeOf(row)} />
        </span>
      </div>
      {row.sentences.map((sentence) => (
        <Text key={sentence} as="p" tone="subdued" breakWord>
          {sentence}
        </Text>
      ))}
      {row.hint && row.outcome !== 'none' && <HintLine hint={row.hint} repair={repair} holding={holding} />}
    </BlockStack>
  )
}
