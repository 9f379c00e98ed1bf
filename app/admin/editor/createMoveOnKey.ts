import type { Dispatch, KeyboardEvent } from 'react'
import type { DraftNode } from './draft.ts'
import type { DraftAction } from './reduceDraft.ts'
import type { NodePlace } from './treeProps.ts'

/**
 * Make the key handler of a node: Alt and an arrow move the innermost node that has the focus. In a text field they move
 * the caret, and in a select they open it.
 */
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
    if (!event.altKey || !isArrow || place === null || isUsingArrows(event.target)) return
    event.preventDefault()
    event.stopPropagation()
    dispatch({ kind: 'move', key: node.key, step: event.key === 'ArrowUp' ? -1 : 1 })
  }
}

/** Whether the browser gives Alt and an arrow a meaning of its own here; a checkbox has no caret. */
function isUsingArrows(target: EventTarget): boolean {
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button)$/.test(target.type)
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
}
