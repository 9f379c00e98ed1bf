import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useState } from 'react'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import type { KeysChange, KeysView } from './views.ts'

export type KeysModel = {
  /** Null until it has loaded. */
  readonly view: KeysView | null
  readonly question: KeysChange | null
  readonly ask: (question: KeysChange | null) => void
  readonly isBusy: boolean
  readonly failure: string | null
  readonly confirm: () => void
}

const ADDRESS = '/app/settings/keys'
/** Poll interval while a new key spreads, which takes minutes. */
const LOOK_MS = 15_000
const TOASTS = { rotate: 'Key change started', 'rotate-at-once': 'Keys ended' } as const

/** State and actions of the keys section. */
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
    // Data loaded since then is newer than the answer to the change.
    if (data) setChanged(null)
  }, [data])
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(() => load(ADDRESS), LOOK_MS)
    return () => clearInterval(timer)
  }, [isMoving, load])
  useAnswer(change, (answer) => {
    if (answer.kind !== 'done') {
      setFailure(
        answer.kind === 'failed'
          ? answer.message
          : 'Someone else changed the keys at the same time. Try again.',
      )
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
