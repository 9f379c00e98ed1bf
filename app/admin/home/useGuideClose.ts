import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import { listDoneSteps } from '../../core/setup/chooseGuide.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import { type StepView, toStates } from './listSteps.ts'

/** Dismiss the guide. `failure` says why it is still there. */
export function useGuideClose(steps: readonly StepView[]): {
  isBusy: boolean
  failure: string | null
  close: () => void
} {
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: 'guide' })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    if (answer.kind === 'done') return
    setFailure(answer.kind === 'failed' ? answer.message : 'The guide could not be dismissed. Try again.')
  })
  return {
    isBusy: fetcher.state !== 'idle',
    failure,
    close: () => {
      setFailure(null)
      const doneSteps = listDoneSteps(toStates(steps))
      fetcher.submit(
        { doneSteps },
        { method: 'post', encType: 'application/json', action: '/app/guide/close' },
      )
    },
  }
}
