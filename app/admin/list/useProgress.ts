import { useFetcher, useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer, ProgressView } from '../views.ts'

const EVERY_MS = 2000
/** A failed job runs again after half a minute at the earliest. */
const EVERY_MS_FAILING = 10_000

/**
 * Poll the progress of a job that publishes several gates, from the loaded progress until the job is done. Then load
 * the page again.
 */
export function useProgress(loaded: ProgressView | null): ProgressView | null {
  const fetcher = useFetcher<ChangeAnswer<ProgressView | null>>({ key: 'gate-progress' })
  const { revalidate } = useRevalidator()
  const [progress, setProgress] = useState(loaded)
  const { submit } = fetcher

  useEffect(() => setProgress(loaded), [loaded])
  useAnswer(fetcher, (answer) => {
    // A server that does not answer now may answer the next poll: a new object starts the timer again.
    if (answer.kind !== 'done') return setProgress((known) => known && { ...known })
    setProgress(answer.result)
    if (answer.result === null) revalidate()
  })
  useEffect(() => {
    if (!progress) return
    const ask = () =>
      submit({}, { method: 'post', encType: 'application/json', action: '/app/gates/progress' })
    const timer = setTimeout(ask, progress.failures.length > 0 ? EVERY_MS_FAILING : EVERY_MS)
    return () => clearTimeout(timer)
  }, [progress, submit])
  return progress
}
