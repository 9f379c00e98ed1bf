import { useEffect, useState } from 'react'
import type { Draft } from '../editor/draft.ts'
import { toNodePath } from '../editor/toNodeIssues.ts'
import type { GateEditorModel } from '../editor/useGateEditor.ts'
import { sendStep } from '../lists/sendStep.ts'
import type { RemarkView } from './views.ts'

/** How long the form must rest before it is looked at again. */
const REST_MS = 700

export type RemarksModel = {
  /** Null before the first answer. Those of an earlier form stay until the next answer. */
  readonly remarks: readonly RemarkView[] | null
  /** Whether the last question had no answer. */
  readonly isUnreachable: boolean
}

/** Ask the server what is worth a look in a form, each time that the form rests. Paths are those of the draft's nodes. */
export function useRemarks({
  editor: { form, draft },
  number,
}: {
  editor: Pick<GateEditorModel, 'form' | 'draft'>
  /** Null for a new gate. */
  number: number | null
}): RemarksModel {
  const [answer, setAnswer] = useState<RemarksModel>({ remarks: null, isUnreachable: false })
  const asked = JSON.stringify({ form, number })
  useEffect(() => {
    const controller = new AbortController()
    const ask = async (sent: Draft) => {
      const found = await sendStep<RemarkView[]>({
        path: '/app/gates/remarks',
        body: JSON.parse(asked) as unknown,
        signal: controller.signal,
      })
      if (found.kind !== 'done') setAnswer((before) => ({ ...before, isUnreachable: true }))
      else setAnswer({ remarks: found.result.map((one) => toNodeRemark(one, sent)), isUnreachable: false })
    }
    const timer = setTimeout(() => {
      // An aborted question has no answer to show.
      ask(draft).catch(() => {})
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [asked, draft])
  return answer
}

function toNodeRemark({ path, text }: RemarkView, draft: Draft): RemarkView {
  return { path: toNodePath(path, draft), text }
}
