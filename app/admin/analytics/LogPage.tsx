import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  EmptySearchResult,
  InlineError,
  InlineStack,
  Link,
  Page,
  Select,
  Text,
} from '@shopify/polaris'
import { ANSWER_OUTCOMES, MOST_SEARCHED } from '../../core/numbers/types.ts'
import { ExportBanner } from '../export/ExportBanner.tsx'
import { useExport } from '../export/useExport.ts'
import { ListPages } from '../page/ListPages.tsx'
import { SearchField } from '../page/SearchField.tsx'
import { SECTIONS } from '../page/sections.ts'
import { useListQuery } from '../page/useListQuery.ts'
import { AnalyticsTabs } from './AnalyticsTabs.tsx'
import { composeExportAddress, FILTERS } from './composeExportAddress.ts'
import { OUTCOME_WORDS } from './outcomes.ts'
import { ScopeFilters } from './ScopeFilters.tsx'
import type { EventView, LogView } from './views.ts'

const OUTCOMES = [
  { value: '', label: 'All answers' },
  ...ANSWER_OUTCOMES.map((outcome) => ({ value: outcome, label: OUTCOME_WORDS[outcome].label })),
]

/** Page of every answer to a shopper: which wallet was refused, and why. */
export function LogPage({ log }: { log: LogView }) {
  const query = useListQuery(FILTERS)
  const file = useExport()
  const { events, next, searchError, isCut, isWithin, period, timeZone } = log
  const exportFile = () =>
    void file.start(
      composeExportAddress('log', log, { outcome: query.read('outcome'), search: query.read('search') }),
      `unlock-log-${period.from}-${period.until}.csv`,
    )
  const hasEvents = events.length > 0
  return (
    <Page
      title={SECTIONS.analytics.content}
      subtitle="Every answer to a shopper who connected a wallet"
      {...(hasEvents && { secondaryActions: [{ content: 'Export CSV', onAction: exportFile }] })}
    >
      <BlockStack gap="400">
        <ExportBanner {...file} />
        <Card padding="0">
          <AnalyticsTabs page="log" />
          <ScopeFilters scope={log} query={query}>
            <SearchField
              label="Find a wallet or ENS name"
              value={query.read('search')}
              onSearch={(search) => query.set({ search })}
            />
            <Select
              label="Answer"
              labelHidden
              options={OUTCOMES}
              value={query.read('outcome')}
              onChange={(outcome) => query.set({ outcome })}
            />
          </ScopeFilters>
          {searchError !== null && (
            <Box paddingInline="400" paddingBlockEnd="300">
              <InlineError message={searchError} fieldID="search" />
            </Box>
          )}
          {isCut && (
            <Box paddingInline="400" paddingBlockEnd="300">
              <Text as="p" tone="subdued">
                Many wallets match. Only twenty of them are shown: enter more of the address.
              </Text>
            </Box>
          )}
          {isWithin && (
            <Box paddingInline="400" paddingBlockEnd="300">
              <Text as="p" tone="subdued">
                {`No wallet begins or ends like this. The middle of addresses is searched in the newest ${MOST_SEARCHED.toLocaleString('en')} answers of the period.`}
              </Text>
            </Box>
          )}
          {hasEvents ? (
            <Events events={events} />
          ) : (
            searchError === null && (
              <Box paddingBlock="800">
                <EmptySearchResult
                  title="No answers found"
                  description="Try another period, or clear a filter. The log keeps 90 days."
                  withIllustration
                />
              </Box>
            )
          )}
          <ListPages query={query} next={next} />
        </Card>
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            Times are in your shop’s time zone, {timeZone}. Shoppers read these sentences in their own
            language.
          </Text>
        </Box>
      </BlockStack>
    </Page>
  )
}

function Events({ events }: { events: readonly EventView[] }) {
  const query = useListQuery(FILTERS)
  return (
    <ul className="palisade-lines">
      {events.map(({ id, at, gate, label, tone, sentences, wallets }) => (
        <li key={id} className="palisade-line palisade-event">
          <BlockStack gap="150">
            <InlineStack align="space-between" gap="200">
              <InlineStack gap="200" blockAlign="center">
                <Badge {...(tone && { tone })}>{label}</Badge>
                <Link url={`${SECTIONS.analytics.url}?gate=${gate.number}`} removeUnderline>
                  {gate.name}
                </Link>
              </InlineStack>
              <Text as="span" tone="subdued" variant="bodySm">
                {at}
              </Text>
            </InlineStack>
            {sentences.map((sentence) => (
              <Text as="p" key={sentence} breakWord>
                {sentence}
              </Text>
            ))}
            {wallets.map((wallet) => (
              <span key={wallet} className="palisade-wallet">
                <Button variant="plain" textAlign="start" onClick={() => query.set({ search: wallet })}>
                  {wallet}
                </Button>
              </span>
            ))}
          </BlockStack>
        </li>
      ))}
    </ul>
  )
}
