import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import { formatPublished } from '../formatPublished.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer, SavedGate } from '../views.ts'

/** Retry the publication of a gate. `failure` says why the request itself failed. */
export function useRetry(number: number | null): {
  isRetrying: boolean
  failure: string | null
  retry: () => void
} {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<SavedGate>>({ key: `publication-${number}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    const sentence = answer.kind === 'done' ? formatPublished(answer.result) : null
    if (sentence) shopify.toast.show(sentence)
  })
  return {
    isRetrying: fetcher.state !== 'idle',
    failure,
    retry: () => {
      const action = `/app/gates/${number}/publication`
      fetcher.submit({}, { method: 'post', encType: 'application/json', action })
    },
  }
}
