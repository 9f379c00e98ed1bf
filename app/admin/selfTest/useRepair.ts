import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'

/** Run the hourly repair at once. `failure` says why it could not even be queued. */
export function useRepair(): { isBusy: boolean; failure: string | null; run: () => void } {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<null>>({ key: 'repair' })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    if (answer.kind === 'done') shopify.toast.show('Repair started. Run the test again in a minute')
    else setFailure(answer.kind === 'failed' ? answer.message : 'The repair could not start. Try again.')
  })
  return {
    isBusy: fetcher.state !== 'idle',
    failure,
    run: () => {
      setFailure(null)
      fetcher.submit({}, { method: 'post', encType: 'application/json', action: '/app/settings/repair' })
    },
  }
}
