import type { ListImportMode } from '../../core/list/types.ts'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { toImportBar } from './toImportBar.ts'
import { useImportSource } from './useImportSource.ts'
import { useListImport } from './useListImport.ts'
import type { ListView } from './views.ts'

export type ImportFormModel = ReturnType<typeof useImportForm>

/** State and actions of a list's import: its file or pasted text, and the question before it is left. */
export function useImportForm({ id, size }: Pick<ListView, 'id' | 'size'>) {
  const source = useImportSource()
  const model = useListImport({ onDone: () => source.empty() })
  const { stage } = model
  const bar = toImportBar({ stage, hasSource: source.hasSource, size })
  const leave = useLeaveConfirmation(bar.isDirty)
  const start = (mode: ListImportMode) => void model.start({ listId: id, mode, source: source.createBlob() })
  return {
    source,
    model,
    start,
    /** Allow the next navigation despite an import. */
    release: leave.release,
    bar: {
      ...bar,
      save: () => {
        if (stage.kind === 'review') void model.accept(stage.progress)
        else start(bar.mode)
      },
      discard: () => {
        model.cancel()
        source.empty()
      },
    },
  }
}
