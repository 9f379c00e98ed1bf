import { BlockStack, Box, Card, InlineStack, Link, Page, Text } from '@shopify/polaris'
import { ExportBanner } from '../export/ExportBanner.tsx'
import { useExport } from '../export/useExport.ts'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { SECTIONS } from '../page/sections.ts'
import { useListQuery } from '../page/useListQuery.ts'
import { AnalyticsTabs } from './AnalyticsTabs.tsx'
import { composeExportAddress, FILTERS } from './composeExportAddress.ts'
import { FiguresChart } from './FiguresChart.tsx'
import picture from './noNumbers.svg'
import { ScopeFilters } from './ScopeFilters.tsx'
import { Tiles } from './Tiles.tsx'
import type { NumbersView, RefusalView } from './views.ts'

/** Page of the numbers of a gate, or of all, in a period. */
export function NumbersPage({ numbers }: { numbers: NumbersView }) {
  const query = useListQuery(FILTERS)
  const file = useExport()
  const { period, gate, gateName, isNew, timeZone, currency } = numbers
  const exportFile = () =>
    void file.start(
      composeExportAddress('numbers', numbers),
      `numbers-${gate === '' ? '' : `gate-${gate}-`}${period.from}-${period.until}.csv`,
    )
  return (
    <Page
      title={SECTIONS.analytics.content}
      subtitle={gateName === null ? 'What all gates did' : `What “${gateName}” did`}
      {...(gate !== '' && { backAction: { content: gateName ?? 'Gate', url: `/app/gates/${gate}` } })}
      {...(!isNew && { secondaryActions: [{ content: 'Export CSV', onAction: exportFile }] })}
    >
      <BlockStack gap="400">
        <ExportBanner {...file} />
        <Card padding="0">
          <AnalyticsTabs page="numbers" />
          <ScopeFilters scope={numbers} query={query} />
        </Card>
        {isNew ? <NoNumbers isOfGate={gate !== ''} /> : <Figures numbers={numbers} />}
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            Days are in your shop’s time zone, {timeZone}. Money is in {currency}. An order counts on the day
            it was placed, without what was canceled or refunded.
          </Text>
        </Box>
      </BlockStack>
    </Page>
  )
}

function NoNumbers({ isOfGate }: { isOfGate: boolean }) {
  return (
    <EmptyCard
      heading={isOfGate ? 'Nobody has tried this gate yet' : 'Nobody has tried a gate yet'}
      image={picture}
    >
      When a shopper connects a wallet to unlock something, it is counted here. So are the orders that follow.
    </EmptyCard>
  )
}

function Figures({ numbers }: { numbers: NumbersView }) {
  const { period, tiles, comparison, rows, isByWeek, refusals } = numbers
  const unit = isByWeek ? 'week' : 'day'
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {period.label}
          </Text>
          <Tiles tiles={tiles} />
          <Text as="p" tone="subdued">
            {comparison}
          </Text>
        </BlockStack>
      </Card>
      <Card padding="0">
        <Box padding="400">
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              By {unit}
            </Text>
            <FiguresChart
              rows={rows}
              name={`Unlocks and refusals by ${unit}. The table below has the same figures.`}
            />
          </BlockStack>
        </Box>
        <FiguresTable numbers={numbers} />
      </Card>
      <RefusalsCard refusals={refusals} numbers={numbers} />
    </>
  )
}

const COLUMNS = ['Attempts', 'Unlocks', 'Refusals', 'Returning', 'Orders', 'Revenue', 'Discount given']

function FiguresTable({ numbers: { rows, isByWeek } }: { numbers: NumbersView }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className="palisade-scroll" aria-label="Figures" tabIndex={0}>
      <table className="palisade-figures">
        <thead>
          <tr>
            <th scope="col">{isByWeek ? 'Week' : 'Day'}</th>
            {COLUMNS.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ key, label, cells }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {COLUMNS.map((column, i) => (
                <td key={column}>{cells[i]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function RefusalsCard({ refusals, numbers }: { refusals: readonly RefusalView[]; numbers: NumbersView }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Why shoppers were refused
        </Text>
        {refusals.length === 0 && <Text as="p">Nobody was refused in this period.</Text>}
        {refusals.map(({ outcome, label, count, share, percent }) => (
          <BlockStack gap="100" key={outcome}>
            <InlineStack align="space-between" gap="200">
              <Link url={composeLogAddress(outcome, numbers)}>{label}</Link>
              <Text as="span">
                {count} · {share}
              </Text>
            </InlineStack>
            <div className="palisade-share" aria-hidden="true">
              <div style={{ width: `${percent}%` }} />
            </div>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  )
}

function composeLogAddress(outcome: string, { period, gate }: NumbersView): string {
  const { days, from, until } = period
  const span = days === null ? { from, until } : { days }
  const given = Object.entries({ outcome, gate, ...span }).filter(([, value]) => value !== '')
  return `${SECTIONS.analytics.url}/log?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
