import { IndexTableSelectionType } from '@shopify/polaris'
import { useState } from 'react'
import type { GateRowView } from '../views.ts'

export type GateSelection = {
  /** The chosen gates, on all pages. */
  readonly chosen: readonly GateRowView[]
  /** How many of them are on other pages than this one. */
  readonly elsewhere: number
  readonly has: (number: number) => boolean
  /** As Polaris' table reports it: one row, a range of rows of the page, or all of the page. */
  readonly change: (
    type: IndexTableSelectionType,
    isChosen: boolean,
    rows?: string | [number, number],
  ) => void
  readonly clear: () => void
}

/** Choose gates of a list. What was chosen stays chosen on another page. */
export function useGateSelection(shown: readonly GateRowView[]): GateSelection {
  const [chosen, setChosen] = useState<ReadonlyMap<number, GateRowView>>(new Map())
  const here = shown.filter(({ number }) => chosen.has(number)).length
  return {
    chosen: [...chosen.values()],
    elsewhere: chosen.size - here,
    has: (number) => chosen.has(number),
    change: (type, isChosen, rows) => {
      const meant = listMeant({ shown, type, rows })
      setChosen((before) => {
        const after = new Map(before)
        for (const gate of meant) {
          if (isChosen) after.set(gate.number, gate)
          else after.delete(gate.number)
        }
        return after
      })
    },
    clear: () => setChosen(new Map()),
  }
}

/** List the gates that a click in the table is about. */
export function listMeant({
  shown,
  type,
  rows,
}: {
  shown: readonly GateRowView[]
  type: IndexTableSelectionType
  rows: string | [number, number] | undefined
}): readonly GateRowView[] {
  if (type === IndexTableSelectionType.Page || type === IndexTableSelectionType.All) return shown
  if (Array.isArray(rows)) return shown.slice(rows[0], rows[1] + 1)
  return shown.filter(({ number }) => String(number) === rows)
}
