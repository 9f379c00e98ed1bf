import {
  EmptySearchResult,
  IndexFilters,
  IndexTable,
  useBreakpoints,
  useIndexResourceState,
  useSetIndexFiltersMode,
} from '@shopify/polaris'
import { useMemo, useState } from 'react'
import type { StateChange } from '../../core/gate/planState.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import { formatPlain } from '../formatPlain.ts'
import type { GateRowView, GateStatus, ProductView } from '../views.ts'
import { GateLine } from './GateLine.tsx'
import { GateRow } from './GateRow.tsx'
import { PauseGatesModal } from './PauseGatesModal.tsx'
import { useArrived } from './useArrived.ts'
import type { GateChanges } from './useGateChanges.ts'

type GateTableProps = {
  readonly gates: readonly GateRowView[]
  readonly products: Promise<readonly ProductView[]>
  /** The gates whose orders are tagged and not held. */
  readonly notHeld: readonly number[]
  readonly level: Enforcement['level']
  readonly changes: GateChanges
}

const TABS: readonly { readonly id: GateTab; readonly content: string }[] = [
  { id: 'all', content: 'All' },
  { id: 'active', content: 'Active' },
  { id: 'scheduled', content: 'Scheduled' },
  { id: 'paused', content: 'Paused' },
  { id: 'ended', content: 'Ended' },
  { id: 'pending', content: 'Not fully live' },
]
const PAGE_LENGTH = 50

/** The gates as a table, or as a list of cards on a narrow screen. */
export function GateTable({ gates, products, notHeld, level, changes }: GateTableProps) {
  const { mdDown } = useBreakpoints()
  const { mode, setMode } = useSetIndexFiltersMode()
  const [selectedTab, setSelectedTab] = useState(0)
  const [query, setQuery] = useState('')
  const [page, setPage] = useState(0)
  const tab = TABS[selectedTab]?.id ?? 'all'
  const found = useMemo(() => listMatchingGates({ gates, tab, query }), [gates, tab, query])
  const lastPage = Math.max(0, Math.ceil(found.length / PAGE_LENGTH) - 1)
  const current = Math.min(page, lastPage)
  const shown = found.slice(current * PAGE_LENGTH, (current + 1) * PAGE_LENGTH)
  const pictures = useArrived(products)
  const selection = useIndexResourceState(shown.map((gate) => ({ id: String(gate.number) })))
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } = selection
  const [pausing, setPausing] = useState<readonly GateRowView[] | null>(null)
  const setState = (state: StateChange) => {
    changes.setState(selectedResources.map(Number), state)
    clearSelection()
    setPausing(null)
  }
  const pause = () => {
    const chosen = shown.filter(({ number }) => selectedResources.includes(String(number)))
    if (chosen.some(({ isExclusive }) => isExclusive)) setPausing(chosen)
    else setState('paused')
  }
  const search = (text: string) => {
    setQuery(text)
    setPage(0)
    clearSelection()
  }
  const Item = mdDown ? GateLine : GateRow

  return (
    <>
      <IndexFilters
        tabs={TABS.map(({ id, content }) => ({ id, content }))}
        selected={selectedTab}
        onSelect={(index) => {
          setSelectedTab(index)
          setPage(0)
          clearSelection()
        }}
        queryValue={query}
        queryPlaceholder="Search by name or token"
        onQueryChange={search}
        onQueryClear={() => search('')}
        onClearAll={() => search('')}
        cancelAction={{ onAction: () => search('') }}
        filters={[]}
        hideFilters
        canCreateNewView={false}
        mode={mode}
        setMode={setMode}
      />
      <IndexTable
        condensed={mdDown}
        resourceName={{ singular: 'gate', plural: 'gates' }}
        itemCount={shown.length}
        loading={changes.isChanging}
        headings={[
          { title: 'Gate' },
          { title: 'Who gets it' },
          { title: 'What they get' },
          { title: 'Products' },
          { title: 'Status' },
        ]}
        selectedItemsCount={allResourcesSelected ? 'All' : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        promotedBulkActions={[
          { content: 'Pause', onAction: pause },
          { content: 'Resume', onAction: () => setState('active') },
        ]}
        emptyState={
          <div className="palisade-nothing">
            <EmptySearchResult
              title="No gates found"
              description="Try another search or another tab."
              withIllustration
            />
          </div>
        }
        {...(lastPage > 0 && {
          pagination: {
            hasPrevious: current > 0,
            hasNext: current < lastPage,
            onPrevious: () => setPage(current - 1),
            onNext: () => setPage(current + 1),
          },
        })}
      >
        {shown.map((gate, i) => (
          <Item
            key={gate.number}
            gate={gate}
            position={i}
            isSelected={selectedResources.includes(String(gate.number))}
            products={pictures}
            isNotHeld={notHeld.includes(gate.number)}
            changes={changes}
          />
        ))}
      </IndexTable>
      {pausing && (
        <PauseGatesModal gates={pausing} level={level} onChoose={setState} onClose={() => setPausing(null)} />
      )}
    </>
  )
}

type GateTab = 'all' | Exclude<GateStatus['kind'], 'updating'>

/** Filter gates by state, and by words of their name or requirement. */
export function listMatchingGates({
  gates,
  tab,
  query,
}: {
  gates: readonly GateRowView[]
  tab: GateTab
  query: string
}): GateRowView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return gates.filter((gate) => {
    const kind = gate.status.kind === 'updating' ? 'pending' : gate.status.kind
    if (tab !== 'all' && kind !== tab) return false
    const text = `${gate.name} ${formatPlain(gate.requirement)}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
