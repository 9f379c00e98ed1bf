import type { Dispatch, KeyboardEvent } from 'react'
import type { DraftNode } from './draft.ts'
import type { DraftAction } from './reduceDraft.ts'
import type { NodePlace } from './treeProps.ts'

/** Make the key handler of a node: Alt and an arrow move the innermost node that has the focus. */
export function createMoveOnKey({
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
    // A select uses Alt and arrows itself.
    if (!event.altKey || !isArrow || place === null || event.target instanceof HTMLSelectElement) return
    event.preventDefault()
    event.stopPropagation()
    dispatch({ kind: 'move', key: node.key, step: event.key === 'ArrowUp' ? -1 : 1 })
  }
}
