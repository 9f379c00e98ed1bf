import type { ListImport, ListImportMode } from '../../core/list/types.ts'
import { NotTextError, readLines } from './readLines.ts'
import { type StepAnswer, sendStep } from './sendStep.ts'
import type { BadLineView, FinishedView, LinesView } from './views.ts'

/** Progress of an import. */
export type ImportProgress = {
  readonly import: ListImport
  /** Share of the source that has been read, 0 to 1. */
  readonly share: number
  /** The first lines that could not be parsed. */
  readonly bad: readonly BadLineView[]
}

/** Maximum of bad lines to show. The rest are only counted. */
export const SHOWN_BAD_LINES = 100
const SHOWN_TEXT = 80
const TRIES = 3
const UNREACHED = 'The server could not be reached. The list has not changed. Try again in a moment.'
/** The request may have arrived nevertheless. */
const UNFINISHED =
  'The server could not be reached at the end, so the list may or may not have changed. Reload the page to see it.'

/** Why an import failed, as a sentence for people. */
export class ImportRefusal extends Error {}

export type RunImportParameters = {
  readonly listId: string
  readonly mode: ListImportMode
  readonly source: Blob
  readonly signal: AbortSignal
  /** Called after each batch. */
  readonly onProgress: (progress: ImportProgress) => void
}

/**
 * Send a file or text to this server, batch by batch. The list does not change before `finishImport`.
 *
 * @throws {ImportRefusal} @throws {DOMException} if it was aborted
 */
export async function runImport(parameters: RunImportParameters): Promise<ImportProgress> {
  const { listId, mode, source, signal, onProgress } = parameters
  const started = await send<ListImport>({ path: `/app/lists/${listId}/imports`, body: { mode }, signal })
  let progress: ImportProgress = { import: started, share: 0, bad: [] }
  try {
    for await (const { lines, share } of readLines(source)) {
      const firstLine = progress.import.lines + 1
      const path = `/app/lists/${listId}/imports/${started.id}`
      const answer = await send<LinesView>({ path, body: { firstLine, lines }, signal })
      const bad = answer.bad.map((each) => ({
        ...each,
        text: describeLine(lines[each.line - firstLine] ?? ''),
      }))
      progress = {
        import: answer.import,
        share,
        bad: [...progress.bad, ...bad].slice(0, SHOWN_BAD_LINES),
      }
      onProgress(progress)
    }
  } catch (error) {
    await cancelImport({ listId, importId: started.id })
    if (!(error instanceof NotTextError)) throw error
    throw new ImportRefusal('This is a spreadsheet. Save it as CSV in your spreadsheet program first.')
  }
  return { ...progress, share: 1 }
}

type ImportIds = { readonly listId: string; readonly importId: string }

/**
 * Finish an import: it replaces the list or is added to it. A repeated request changes nothing. @throws {ImportRefusal}
 */
export async function finishImport({ listId, importId }: ImportIds): Promise<FinishedView> {
  const path = `/app/lists/${listId}/imports/${importId}/finish`
  return send<FinishedView>({ path, body: {}, unreachable: UNFINISHED })
}

/** Cancel an import. If the request does not arrive, the server deletes the import later. */
export async function cancelImport({ listId, importId }: ImportIds): Promise<void> {
  await sendStep<unknown>({ path: `/app/lists/${listId}/imports/${importId}/cancel`, body: {} })
}

/** A retry may send the same lines twice. The server counts them once. */
async function send<Result>({
  unreachable = UNREACHED,
  ...step
}: {
  path: string
  body: unknown
  signal?: AbortSignal
  unreachable?: string
}): Promise<Result> {
  let answer: StepAnswer<Result> = { kind: 'unreachable' }
  for (let tried = 0; tried < TRIES && answer.kind === 'unreachable'; tried += 1) {
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, 1_000 * tried))
    answer = await sendStep<Result>(step)
  }
  if (answer.kind === 'done') return answer.result
  if (answer.kind === 'refused') throw new ImportRefusal(answer.message)
  throw new ImportRefusal(unreachable)
}

function describeLine(line: string): string {
  const text = line.replace(/\p{Cc}+/gu, ' ').trim()
  return text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)}…` : text
}
