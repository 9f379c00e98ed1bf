import { useRevalidator } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useRef, useState } from 'react'
import type { ListImportMode } from '../../core/list/types.ts'
import { cancelImport, finishImport, type ImportProgress, ImportRefusal, runImport } from './runImport.ts'
import type { FinishedView } from './views.ts'

/** State of an import. */
export type ImportStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly progress: ImportProgress | null }
  /** All lines have been read, but some could not be parsed. Nothing has changed yet. */
  | { readonly kind: 'review'; readonly progress: ImportProgress; readonly isFinishing: boolean }
  | { readonly kind: 'done'; readonly progress: ImportProgress; readonly finished: FinishedView }
  | { readonly kind: 'failed'; readonly message: string }

export type ListImportModel = ReturnType<typeof useListImport>

const UNKNOWN = 'Something went wrong. Reload the page to see the current list, then try again.'

/** Import a file or text into a list. If all lines are valid, the import finishes without a review. */
export function useListImport({ onDone }: { onDone: (listId: string) => void }) {
  const shopify = useAppBridge()
  const { revalidate } = useRevalidator()
  const [stage, setStage] = useState<ImportStage>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const target = useRef('')
  // Abort the import when the merchant leaves the page.
  useEffect(() => () => running.current?.abort(), [])

  const attempt = async (run: () => Promise<void>, signal: AbortSignal) => {
    try {
      await run()
    } catch (error) {
      if (signal.aborted) setStage({ kind: 'idle' })
      else setStage({ kind: 'failed', message: error instanceof ImportRefusal ? error.message : UNKNOWN })
    }
  }
  const finish = async (progress: ImportProgress) => {
    const finished = await finishImport({ listId: target.current, importId: progress.import.id })
    setStage({ kind: 'done', progress, finished })
    shopify.toast.show(progress.import.mode === 'add' ? 'Added to the list' : 'List imported')
    onDone(target.current)
    revalidate()
  }
  return {
    stage,
    start: ({ listId, mode, source }: { listId: string; mode: ListImportMode; source: Blob }) => {
      target.current = listId
      const controller = new AbortController()
      const { signal } = controller
      running.current = controller
      setStage({ kind: 'reading', progress: null })
      return attempt(async () => {
        const onProgress = (progress: ImportProgress) => {
          if (!signal.aborted) setStage({ kind: 'reading', progress })
        }
        const progress = await runImport({ listId, mode, source, signal, onProgress })
        if (progress.import.bad === 0) await finish(progress)
        else setStage({ kind: 'review', progress, isFinishing: false })
      }, signal)
    },
    accept: (progress: ImportProgress) => {
      setStage({ kind: 'review', progress, isFinishing: true })
      return attempt(() => finish(progress), new AbortController().signal)
    },
    cancel: () => {
      running.current?.abort()
      if (stage.kind === 'review')
        void cancelImport({ listId: target.current, importId: stage.progress.import.id })
      setStage({ kind: 'idle' })
    },
  }
}
