import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import type { StateChange } from '../../core/gate/planState.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { formatPublished } from '../formatPublished.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer, ChangedStates, SavedGate } from '../views.ts'
import { formatCount } from './formatCount.ts'

const STALE = 'Someone else changed a gate at the same time. Check the list and repeat what is missing.'

export type GateChanges = {
  readonly isChanging: boolean
  /** The gate whose publication is being retried. */
  readonly retrying: number | null
  /** Why the last change failed. */
  readonly failure: string | null
  readonly setState: (numbers: readonly number[], state: StateChange) => void
  readonly retry: (number: number) => void
}

/** `public` also pauses gates that are not exclusive. */
const WORDS = {
  active: 'resumed',
  paused: 'paused',
  public: 'changed',
  live: 'taken live',
} as const satisfies Record<StateChange, string>
const ALREADY = {
  active: 'Already active',
  paused: 'Already paused',
  public: 'Already open to everyone',
  live: 'Already live',
} as const satisfies Record<StateChange, string>
/** Only for a single gate, which is published at once. A job reports its own progress. */
const NOT_LIVE = 'Saved, but not live yet: your shop could not be updated. Select “Retry” next to the gate.'
const JSON_POST = { method: 'post', encType: 'application/json' } as const

/** Pause, resume, open and retry gates from the list, with a toast for the result. */
export function useGateChanges(): GateChanges {
  const shopify = useAppBridge()
  const states = useFetcher<ChangeAnswer<ChangedStates>>({ key: 'gate-states' })
  const publication = useFetcher<ChangeAnswer<SavedGate>>({ key: 'gate-publication' })
  const [retried, setRetried] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  useAnswer(states, (answer) => {
    setFailure(describeAnswer(answer, STALE))
    if (answer.kind !== 'done') return
    const { count, state, pending } = answer.result
    if (pending > 0) setFailure(NOT_LIVE)
    shopify.toast.show(count === 0 ? ALREADY[state] : `${formatCount(count, 'gate')} ${WORDS[state]}`)
  })
  useAnswer(publication, (answer) => {
    setFailure(describeAnswer(answer, STALE))
    if (answer.kind === 'done') shopify.toast.show(formatPublished(answer.result))
  })

  return {
    isChanging: states.state !== 'idle',
    retrying: publication.state === 'idle' ? null : retried,
    failure,
    setState: (numbers, state) => {
      states.submit({ state, numbers: [...numbers] }, { ...JSON_POST, action: '/app/gates/state' })
    },
    retry: (number) => {
      setRetried(number)
      publication.submit({}, { ...JSON_POST, action: `/app/gates/${number}/publication` })
    },
  }
}
