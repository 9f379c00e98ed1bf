import { useEffect, useRef, useState } from 'react'
import type { GatesFile } from '../../core/gate/gatesFile.ts'
import { createDraftId } from '../editor/createDraftId.ts'
import { sendStep } from '../lists/sendStep.ts'
import type { SavedGate } from '../views.ts'
import { readGatesFile } from './readGatesFile.ts'
import type { PreviewView } from './views.ts'

/** A gate of the file, and how far it is. */
export type ImportRow =
  | { readonly kind: 'ready'; readonly view: PreviewView; readonly draftId: string }
  | { readonly kind: 'unreadable'; readonly name: string; readonly sentence: string }
  | { readonly kind: 'saved'; readonly view: PreviewView; readonly saved: SavedGate }
  | {
      readonly kind: 'failed'
      readonly view: PreviewView
      readonly draftId: string
      readonly sentence: string
    }
export type ImportState = {
  readonly stage: 'empty' | 'reading' | 'review' | 'saving' | 'done'
  readonly file: GatesFile | null
  /** Why the file cannot be used. */
  readonly refusal: string | null
  readonly rows: readonly ImportRow[]
}

const EMPTY: ImportState = { stage: 'empty', file: null, refusal: null, rows: [] }
const UNREACHABLE = 'The server did not answer. Import again: a gate that was saved is not saved twice.'

/** Preview and import a file of gates, one request for each gate, so that the page shows how far it is. */
export function useGatesImport() {
  const [state, setState] = useState<ImportState>(EMPTY)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const begin = () => {
    running.current?.abort()
    running.current = new AbortController()
    return running.current.signal
  }
  return {
    state,
    read: async (text: string) => {
      const signal = begin()
      const found = readGatesFile(text)
      if (found.kind === 'refused') return setState({ ...EMPTY, refusal: found.sentence })
      const { file } = found
      const rows: ImportRow[] = []
      setState({ ...EMPTY, stage: 'reading', file })
      for (const entry of file.gates) {
        const row = await requestPreview({ file, entry, signal })
        if (row === null) return
        rows.push(row)
        setState({ stage: 'reading', file, refusal: null, rows: [...rows] })
      }
      setState({ stage: 'review', file, refusal: null, rows })
    },
    save: async () => {
      const signal = begin()
      const rows = [...state.rows]
      setState({ ...state, stage: 'saving' })
      for (const [i, row] of rows.entries()) {
        if (!canImport(row)) continue
        const after = await sendRow({ row, signal })
        if (after === null) return
        rows[i] = after
        setState({ ...state, stage: 'saving', rows: [...rows] })
      }
      setState({ ...state, stage: 'done', rows })
    },
    reset: () => {
      begin()
      setState(EMPTY)
    },
  }
}

type SavableRow = Extract<ImportRow, { draftId: string }>

/** Whether an import saves the gate of a row: it is valid, and something would change. */
export function canImport(row: ImportRow): row is SavableRow {
  return 'draftId' in row && row.view.issues.length === 0 && row.view.fields.length > 0
}

/** Preview a gate of the file; null if the page was left. */
async function requestPreview({
  file: { shop, timeZone },
  entry,
  signal,
}: {
  file: GatesFile
  entry: GatesFile['gates'][number]
  signal: AbortSignal
}): Promise<ImportRow | null> {
  const body = { file: { shop, timeZone }, entry }
  const answer = await sendStep<PreviewView>({ path: '/app/gates/preview', body, signal }).catch(() => null)
  if (answer === null) return null
  if (answer.kind === 'done') return { kind: 'ready', view: answer.result, draftId: createDraftId() }
  const name = String((entry as { form?: { name?: unknown } } | null)?.form?.name ?? 'A gate without a name')
  return { kind: 'unreadable', name, sentence: answer.kind === 'refused' ? answer.message : UNREACHABLE }
}

/** Save a gate; null if the page was left. */
async function sendRow({ row, signal }: { row: SavableRow; signal: AbortSignal }): Promise<ImportRow | null> {
  const { view, draftId } = row
  const { form, gate } = view
  const answer = await sendStep<SavedGate>({
    path: '/app/gates/save',
    body: { form, draftId, gate },
    signal,
  }).catch(() => null)
  if (answer === null) return null
  if (answer.kind === 'done') return { kind: 'saved', view, saved: answer.result }
  const sentence = answer.kind === 'refused' ? answer.message : UNREACHABLE
  return { kind: 'failed', view, draftId, sentence }
}
