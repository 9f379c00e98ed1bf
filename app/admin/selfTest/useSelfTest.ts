import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import { useTheme } from '../block/ThemeProvider.tsx'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import type { SelfTestView } from './views.ts'

export type SelfTestModel = {
  /** Null before the first run. */
  readonly view: SelfTestView | null
  readonly isRunning: boolean
  readonly failure: string | null
  readonly run: () => void
}

/** State and actions of the self-test's section. */
export function useSelfTest(): SelfTestModel {
  const fetcher = useFetcher<ChangeAnswer<SelfTestView>>({ key: 'self-test' })
  const { theme } = useTheme()
  const [view, setView] = useState<SelfTestView | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    if (answer.kind === 'done') setView(answer.result)
    else setFailure(answer.kind === 'failed' ? answer.message : 'The test could not run. Try again.')
  })
  return {
    view,
    isRunning: fetcher.state !== 'idle',
    failure,
    run: () => {
      setFailure(null)
      fetcher.submit(
        { theme: theme ?? 'silent' },
        { method: 'post', encType: 'application/json', action: '/app/settings/self-test' },
      )
    },
  }
}
