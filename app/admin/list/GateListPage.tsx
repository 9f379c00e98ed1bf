import { useFetcher, useRevalidator } from '@remix-run/react'
import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from '@shopify/polaris'
import { useEffect, useMemo, useState } from 'react'
import type { Enforcement } from '../../core/gate/shop.ts'
import { useBlock, useReloadOnReturn } from '../block/useBlock.ts'
import { useHolding } from '../holding/useHolding.ts'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { NewsBanner } from '../page/NewsBanner.tsx'
import { SECTIONS } from '../page/sections.ts'
import { UnreadableBanner } from '../page/UnreadableBanner.tsx'
import { useListQuery } from '../page/useListQuery.ts'
import { ProblemBanner } from '../problems/ProblemBanner.tsx'
import { NO_PROBLEMS, type ProblemsView } from '../problems/views.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer, GateRowView, ProductView, ProgressView, UnreadableGateView } from '../views.ts'
import { formatCount } from './formatCount.ts'
import { GateFilters } from './GateFilters.tsx'
import { GateTable } from './GateTable.tsx'
import picture from './noGates.svg'
import { ProgressBanner } from './ProgressBanner.tsx'
import { GATE_FILTERS } from './parseGateQuery.ts'
import { useArrived } from './useArrived.ts'
import { useExport } from './useExport.ts'
import { useGateChanges } from './useGateChanges.ts'

type GateListPageProps = {
  readonly gates: readonly GateRowView[]
  readonly unreadable: readonly UnreadableGateView[]
  readonly timeZone: string
  readonly level: Enforcement['level']
  /** Progress of a job that publishes several of them. */
  readonly progress: ProgressView | null
  /** Number of gates on all pages. */
  readonly total: number
  /** Mark at which the next page begins; null on the last page. */
  readonly next: string | null
  /** Loaded from Shopify, after the rest. */
  readonly products: Promise<readonly ProductView[]>
  /** Problems that keep gates from being enforced. They load later too. */
  readonly problems: Promise<ProblemsView>
}

/** The list of a shop's gates: requirement, reaction, subject and status of each. */
export function GateListPage({
  gates: loaded,
  unreadable,
  timeZone,
  level,
  total,
  next,
  products,
  problems,
  ...rest
}: GateListPageProps) {
  const query = useListQuery(GATE_FILTERS)
  const changes = useGateChanges()
  const exported = useExport()
  const arrived = useArrived(problems)
  const found = arrived ?? NO_PROBLEMS
  const block = useBlock(arrived?.page ?? null)
  useReloadOnReturn(block?.kind === 'block-missing')
  const holding = useHolding()
  const progress = useProgress(rest.progress)
  const gates = useMemo(() => addProgress(loaded, progress), [loaded, progress])
  if (total === 0 && !query.isFiltered) {
    return (
      <Page title={SECTIONS.gates.content}>
        <BlockStack gap="400">
          <NoGates />
          <MoreActions />
        </BlockStack>
      </Page>
    )
  }
  return (
    <Page
      title={SECTIONS.gates.content}
      subtitle="What token holders get in your shop"
      primaryAction={{ content: 'Create gate', url: '/app/gates/new' }}
    >
      <BlockStack gap="400">
        <UnreadableGates gates={unreadable} />
        {changes.failure && (
          <NewsBanner tone="critical" title="Not all gates were changed">
            <p>{changes.failure}</p>
          </NewsBanner>
        )}
        {exported.news && (
          <NewsBanner tone={exported.news.tone} title={exported.news.title}>
            <p>{exported.news.text}</p>
          </NewsBanner>
        )}
        {progress && <ProgressBanner progress={progress} />}
        <Card padding="0">
          <GateFilters query={query} />
          <GateTable
            gates={gates}
            products={products}
            notHeld={found.notHeldGates}
            level={level}
            changes={changes}
            isLoading={query.isLoading}
            paging={{ onPrevious: query.goBack, onNext: query.goOnTo(next) }}
          />
        </Card>
        <Box paddingInline="400" paddingBlockEnd="400">
          <Text as="p" tone="subdued" alignment="center">
            {formatCount(total, 'gate')}. Changes go live within a minute. Times are in your shop’s time zone,{' '}
            {timeZone}.
          </Text>
        </Box>
        <MoreActions onExport={exported.write} />
        {/* It arrives late. At the end of the page it moves nothing. */}
        <div className="palisade-late">
          <ProblemBanner problems={found} block={block} holding={holding} />
        </div>
      </BlockStack>
    </Page>
  )
}

/** What staff need now and then. In the page's header, these would move it on a phone once its script runs. */
function MoreActions({ onExport }: { onExport?: () => void }) {
  return (
    <InlineStack gap="400" align="center">
      <Button variant="plain" url="/app/gates/history">
        History
      </Button>
      <Button variant="plain" url="/app/gates/import">
        Import
      </Button>
      {onExport && (
        <Button variant="plain" onClick={onExport}>
          Export
        </Button>
      )}
    </InlineStack>
  )
}

/** Empty state of a shop without gates, with a button to create the first. */
export function NoGates() {
  return (
    <EmptyCard
      heading="Give token holders their own price"
      image={picture}
      action={{ content: 'Create gate', url: '/app/gates/new' }}
      footerContent="Shoppers connect their wallet in the Palisade block, which your product page needs."
    >
      A gate says which tokens a wallet must hold and what its owner gets. Find the token by its name or
      address, then choose products and a discount.
    </EmptyCard>
  )
}

/** Show the gates of a job with the status of the last poll. */
function addProgress(gates: readonly GateRowView[], progress: ProgressView | null): readonly GateRowView[] {
  const statuses = new Map(progress?.statuses.map(({ number, status }) => [number, status]))
  return gates.map((gate) => ({ ...gate, status: statuses.get(gate.number) ?? gate.status }))
}

/** Banner with the gates whose database row this version cannot read; nothing if there are none. */
export function UnreadableGates({ gates }: { gates: readonly UnreadableGateView[] }) {
  return (
    <UnreadableBanner
      rows={gates.map(({ number, name }) => `“${name}” (gate ${number})`)}
      one={{
        title: 'A gate cannot be read',
        text: 'it was saved by another version of Palisade. Nobody can unlock it, and changes to your gates cannot be published until this is fixed.',
      }}
      many={{
        title: 'Some gates cannot be read',
        text: 'they were saved by another version of Palisade. Nobody can unlock them, and changes to your gates cannot be published until this is fixed.',
      }}
    />
  )
}

const EVERY_MS = 2000
/** A failed job runs again after half a minute at the earliest. */
const EVERY_MS_FAILING = 10_000

/**
 * Poll the progress of a job that publishes several gates, from the loaded progress until the job is done. Then load
 * the page again.
 */
function useProgress(loaded: ProgressView | null): ProgressView | null {
  const fetcher = useFetcher<ChangeAnswer<ProgressView | null>>({ key: 'gate-progress' })
  const { revalidate } = useRevalidator()
  const [progress, setProgress] = useState(loaded)
  const { submit } = fetcher

  useEffect(() => setProgress(loaded), [loaded])
  useAnswer(fetcher, (answer) => {
    // A server that does not answer now may answer the next poll: a new object starts the timer again.
    if (answer.kind !== 'done') return setProgress((known) => known && { ...known })
    setProgress(answer.result)
    if (answer.result === null) revalidate()
  })
  useEffect(() => {
    if (!progress) return
    const ask = () =>
      submit({}, { method: 'post', encType: 'application/json', action: '/app/gates/progress' })
    const timer = setTimeout(ask, progress.failures.length > 0 ? EVERY_MS_FAILING : EVERY_MS)
    return () => clearTimeout(timer)
  }, [progress, submit])
  return progress
}
