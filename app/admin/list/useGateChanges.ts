import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useRef } from 'react'
import type { GateState } from '../../core/gate/types.ts'
import { formatPublished } from '../formatPublished.ts'
import type { ChangeAnswer, ChangedStates, SavedGate } from '../views.ts'
import { formatCount } from './formatCount.ts'

export type GateChanges = {
  readonly isChanging: boolean
  /** The gate whose publication is being finished. */
  readonly retrying: number | null
  /** Why the last change did not happen. */
  readonly failure: string | null
  readonly setState: (numbers: readonly number[], state: GateState) => void
  readonly retry: (number: number) => void
}

const WORDS = { active: 'resumed', paused: 'paused' } as const satisfies Record<GateState, string>

/** Pause, resume and retry from the list; a toast says what was done. */
export function useGateChanges(): GateChanges {
  const shopify = useAppBridge()
  const states = useFetcher<ChangeAnswer<ChangedStates>>({ key: 'gate-states' })
  const publication = useFetcher<ChangeAnswer<SavedGate>>({ key: 'gate-publication' })
  const retried = useRef<number | null>(null)
  const told = useRef<unknown>(null)

  useEffect(() => {
    const answer = states.data
    if (answer?.kind !== 'done' || told.current === answer) return
    told.current = answer
    const { count, state } = answer.result
    const what = count === 0 ? `Already ${WORDS[state]}` : `${formatCount(count, 'gate')} ${WORDS[state]}`
    shopify.toast.show(what)
  }, [states.data, shopify])
  useEffect(() => {
    const answer = publication.data
    if (answer?.kind !== 'done' || told.current === answer) return
    told.current = answer
    const sentence = formatPublished(answer.result)
    if (sentence) shopify.toast.show(sentence)
  }, [publication.data, shopify])

  const json = { method: 'post', encType: 'application/json' } as const
  return {
    isChanging: states.state !== 'idle',
    retrying: publication.state === 'idle' ? null : retried.current,
    failure: explain(states.data) ?? explain(publication.data),
    setState: (numbers, state) => {
      states.submit({ state, numbers: [...numbers] }, { ...json, action: '/app/gates/state' })
    },
    retry: (number) => {
      retried.current = number
      publication.submit({}, { ...json, action: `/app/gates/${number}/publication` })
    },
  }
}

function explain(answer: ChangeAnswer<unknown> | undefined): string | null {
  if (!answer || answer.kind === 'done') return null
  if (answer.kind === 'failed') return answer.message
  return 'Somebody else was changing a gate at the same time. Look at the list again and repeat what is missing.'
}
