import type { ListImportMode } from '../../core/list/types.ts'
import type { ImportStage } from './useListImport.ts'

/** State of Shopify's save bar on a list's page. */
export type ImportBar = {
  /** Whether leaving the page would lose an import: chosen, pasted, running, or waiting for an answer. */
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly canSave: boolean
  /** What Save does with the chosen file or the pasted text. A list that has addresses keeps them. */
  readonly mode: ListImportMode
}

/** Decide the save bar of a list's page from its import. */
export function toImportBar({
  stage,
  hasSource,
  size,
}: {
  stage: ImportStage
  /** Whether a file is chosen or text is pasted. */
  hasSource: boolean
  /** Addresses on the list. */
  size: number
}): ImportBar {
  const isReview = stage.kind === 'review'
  const isSaving = stage.kind === 'reading' || (isReview && stage.isFinishing)
  return {
    isDirty: hasSource || isSaving || isReview,
    isSaving,
    canSave: isReview ? stage.progress.import.entries > 0 : hasSource,
    mode: size === 0 ? 'replace' : 'add',
  }
}
