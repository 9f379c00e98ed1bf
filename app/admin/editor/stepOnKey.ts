import type { Dispatch, KeyboardEvent } from 'react'
import type { DraftNode } from './draft.ts'
import type { DraftAction } from './reduceDraft.ts'
import type { NodePlace } from './treeProps.ts'

/** Move a node by Alt and an arrow, from wherever in it the focus is; the innermost node moves. */
export function stepOnKey({
  node,
  place,
  dispatch,
}: {
  node: DraftNode
  place: NodePlace | null
  dispatch: Dispatch<DraftAction>
}) {
  return (event: KeyboardEvent) => {
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    // An open select or text keeps its own arrows.
    if (!event.altKey || !isArrow || place === null || event.target instanceof HTMLSelectElement) return
    event.preventDefault()
    event.stopPropagation()
    dispatch({ kind: 'move', key: node.key, step: event.key === 'ArrowUp' ? -1 : 1 })
  }
}
