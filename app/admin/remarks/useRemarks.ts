import { useEffect, useState } from 'react'
import type { Draft } from '../editor/draft.ts'
import { toNodePath } from '../editor/toNodeIssues.ts'
import type { GateEditorModel } from '../editor/useGateEditor.ts'
import { sendStep } from '../lists/sendStep.ts'
import { updateAboveFocus } from '../updateAboveFocus.ts'
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
    let isLatest = true
    const ask = async (sent: Draft) => {
      const path = '/app/gates/remarks'
      const found = await sendStep<RemarkView[]>({ path, body: JSON.parse(asked) as unknown })
      // A late answer is about an earlier form.
      if (!isLatest) return
      updateAboveFocus(() => {
        if (found.kind !== 'done') setAnswer((before) => ({ ...before, isUnreachable: true }))
        else setAnswer({ remarks: found.result.map((one) => toNodeRemark(one, sent)), isUnreachable: false })
      })
    }
    const timer = setTimeout(() => void ask(draft), REST_MS)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [asked, draft])
  return answer
}

function toNodeRemark({ path, text }: RemarkView, draft: Draft): RemarkView {
  return { path: toNodePath(path, draft), text }
}
