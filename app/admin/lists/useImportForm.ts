import { useState } from 'react'
import type { ListImportMode } from '../../core/list/types.ts'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { splitPasted } from './readLines.ts'
import { toImportBar } from './toImportBar.ts'
import { useListImport } from './useListImport.ts'
import type { ListView } from './views.ts'

export type ImportFormModel = ReturnType<typeof useImportForm>

/** State and actions of a list's import: its file or pasted text, and the question before it is left. */
export function useImportForm({ id, size }: Pick<ListView, 'id' | 'size'>) {
  const [file, setFile] = useState<File | null>(null)
  const [text, setText] = useState('')
  const empty = () => {
    setFile(null)
    setText('')
  }
  const model = useListImport({ listId: id, onDone: empty })
  const { stage } = model
  const hasSource = file !== null || text.trim() !== ''
  const bar = toImportBar({ stage, hasSource, size })
  const leave = useLeaveConfirmation(bar.isDirty)
  const start = (mode: ListImportMode) =>
    void model.start({ mode, source: file ?? new Blob([splitPasted(text)]) })
  return {
    file,
    setFile,
    text,
    setText,
    hasSource,
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
        empty()
      },
    },
  }
}
