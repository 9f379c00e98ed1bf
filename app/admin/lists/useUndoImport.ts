import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import { explainAnswer } from '../explainAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ListAnswer, ListView } from './views.ts'

/** Undo the last import of a list. */
export function useUndoImport({ id, openedAt }: Pick<ListView, 'id' | 'openedAt'>) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ListAnswer<null>>({ key: `undo-list-${id}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(explainAnswer(answer))
    if (answer.kind === 'done') shopify.toast.show('Import undone')
  })
  return {
    failure,
    isBusy: fetcher.state !== 'idle',
    undo: () => {
      fetcher.submit(
        { openedAt },
        { method: 'post', encType: 'application/json', action: `/app/lists/${id}/undo` },
      )
    },
  }
}
