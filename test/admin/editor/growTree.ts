import type { DraftGroup, DraftNode } from '../../../app/admin/editor/draft.ts'
import { startCondition } from '../../../app/admin/editor/startDraft.ts'

export type Shape = readonly (string | { readonly [key: string]: Shape })[]

/** Build a tree of keys from a shape such as `['a', { g: ['b'] }]`. */
export function growTree(shape: Shape, key = 'root', kind: DraftGroup['kind'] = 'all'): DraftGroup {
  const of = shape.flatMap((part): DraftNode[] =>
    typeof part === 'string'
      ? [startCondition({ key: part, chains: [] })]
      : Object.entries(part).map(([name, inner]) => growTree(inner, name)),
  )
  return { key, kind, count: '', of }
}
