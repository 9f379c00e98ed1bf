import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import type { KeysChange, KeysView } from './views.ts'

export type KeysModel = {
  /** Null until it is known. */
  readonly view: KeysView | null
  readonly question: KeysChange | null
  readonly ask: (question: KeysChange | null) => void
  readonly isBusy: boolean
  readonly failure: string | null
  readonly confirm: () => void
}

const ADDRESS = '/app/settings/keys'
/** How often a step that takes minutes is looked at. */
const LOOK_MS = 15_000
const TOASTS = { rotate: 'Change of key begun', 'rotate-at-once': 'Keys ended' } as const

/** Everything the section of the keys knows and does. */
export function useKeys(): KeysModel {
  const shopify = useAppBridge()
  const { load, data } = useFetcher<KeysView>({ key: 'keys' })
  const change = useFetcher<ChangeAnswer<KeysView>>({ key: 'keys-change' })
  const [changed, setChanged] = useState<KeysView | null>(null)
  const [question, setQuestion] = useState<KeysChange | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const view = changed ?? data ?? null
  const isMoving = view?.phase === 'spreading'
  useEffect(() => load(ADDRESS), [load])
  useEffect(() => {
    // What was loaded since is newer than the answer to the change.
    if (data) setChanged(null)
  }, [data])
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(() => load(ADDRESS), LOOK_MS)
    return () => clearInterval(timer)
  }, [isMoving, load])
  useAnswer(change, (answer) => {
    if (answer.kind !== 'done') {
      setFailure(answer.kind === 'failed' ? answer.message : 'Somebody else was changing this. Try again.')
      return
    }
    setChanged(answer.result)
    if (question) shopify.toast.show(TOASTS[question])
    setQuestion(null)
  })
  return {
    view,
    question,
    ask: (next) => {
      setFailure(null)
      setQuestion(next)
    },
    isBusy: change.state !== 'idle',
    failure,
    confirm: () => {
      setFailure(null)
      change.submit({ kind: question }, { method: 'post', encType: 'application/json', action: ADDRESS })
    },
  }
}
