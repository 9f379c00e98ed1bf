import { BlockStack, Box, Button, EmptySearchResult, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { StateChange } from '../../core/gate/planState.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import { PagedTable, type Paging } from '../page/PagedTable.tsx'
import type { GateRowView, ProductView } from '../views.ts'
import { formatCount } from './formatCount.ts'
import { GateRow } from './GateRow.tsx'
import { PauseGatesModal } from './PauseGatesModal.tsx'
import { useArrived } from './useArrived.ts'
import type { GateChanges } from './useGateChanges.ts'
import { type GateSelection, useGateSelection } from './useGateSelection.ts'

type GateTableProps = {
  readonly gates: readonly GateRowView[]
  readonly products: Promise<readonly ProductView[]>
  /** The gates whose orders are tagged and not held. */
  readonly notHeld: readonly number[]
  readonly level: Enforcement['level']
  readonly changes: GateChanges
  /** Whether another page of the list is loading. */
  readonly isLoading: boolean
  readonly paging: Paging
}

const HEADINGS = [
  { title: 'Gate' },
  { title: 'Who gets it' },
  { title: 'What they get' },
  { title: 'Products' },
  { title: 'Status' },
] as const
/** As many as one request may change. */
const MOST_CHOSEN = 100

/** A page of gates. Those that are chosen, here or on other pages, can be paused and resumed together. */
export function GateTable(props: GateTableProps) {
  const { gates, notHeld, level, changes, isLoading, paging } = props
  const pictures = useArrived(props.products)
  const selection = useGateSelection(gates)
  const { chosen } = selection
  const [isPausing, setIsPausing] = useState(false)
  const setState = (state: StateChange) => {
    changes.setState(
      chosen.map(({ number }) => number),
      state,
    )
    selection.clear()
    setIsPausing(false)
  }
  const pause = () => {
    if (chosen.some(({ isExclusive }) => isExclusive)) setIsPausing(true)
    else setState('paused')
  }
  const isTooMany = chosen.length > MOST_CHOSEN
  return (
    <>
      <ChosenGates selection={selection} />
      <PagedTable
        resourceName={{ singular: 'gate', plural: 'gates' }}
        itemCount={gates.length}
        loading={changes.isChanging || isLoading}
        headings={[...HEADINGS]}
        selectedItemsCount={chosen.length}
        onSelectionChange={selection.change}
        promotedBulkActions={[
          { content: 'Pause', disabled: isTooMany, onAction: pause },
          { content: 'Resume', disabled: isTooMany, onAction: () => setState('active') },
        ]}
        emptyState={
          <div className="palisade-nothing">
            <EmptySearchResult
              title="No gates found"
              description="Try another search, or clear a filter."
              withIllustration
            />
          </div>
        }
        paging={paging}
      >
        {gates.map((gate, i) => (
          <GateRow
            key={gate.number}
            gate={gate}
            position={i}
            isSelected={selection.has(gate.number)}
            products={pictures}
            isNotHeld={notHeld.includes(gate.number)}
            changes={changes}
          />
        ))}
      </PagedTable>
      {isPausing && (
        <PauseGatesModal
          gates={chosen}
          level={level}
          onChoose={setState}
          onClose={() => setIsPausing(false)}
        />
      )}
    </>
  )
}

/** Says how many gates are chosen that this page does not show, and if they are too many. */
function ChosenGates({ selection: { chosen, elsewhere, clear } }: { selection: GateSelection }) {
  const isTooMany = chosen.length > MOST_CHOSEN
  if (elsewhere === 0 && !isTooMany) return null
  const all = `${formatCount(chosen.length, 'gate')} selected`
  return (
    <Box padding="300" background="bg-surface-info" borderBlockEndWidth="025" borderColor="border-secondary">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <BlockStack gap="050" role="status">
          <Text as="p">{elsewhere === 0 ? `${all}.` : `${all}, ${elsewhere} of them not on this page.`}</Text>
          {isTooMany && (
            <Text as="p" tone="critical">
              {`Up to ${MOST_CHOSEN} gates can be changed together.`}
            </Text>
          )}
        </BlockStack>
        <Button size="slim" onClick={clear}>
          Clear selection
        </Button>
      </InlineStack>
    </Box>
  )
}
