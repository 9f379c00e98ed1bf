import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import { describeAnswer } from '../describeAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import { RECEIVERS_URL } from './receiverWords.ts'
import type { IssuedReceiver, ReceiverForm } from './views.ts'

type Change = 'save' | 'switch' | 'rotate' | 'try' | 'replay' | 'delete'

const SAID = {
  save: 'Webhook saved',
  switch: 'Webhook saved',
  rotate: null,
  try: 'Test message queued',
  replay: 'Messages queued',
  delete: 'Webhook deleted',
} as const satisfies Record<Change, string | null>

/** Change a receiver. Only `secret` has a new one, until its dialog is closed. */
export function useReceiver(id: string) {
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<ChangeAnswer<IssuedReceiver | null>>({ key: `receiver-${id}` })
  const [change, setChange] = useState<Change>('save')
  const [secret, setSecret] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    const said = SAID[change]
    if (said) shopify.toast.show(said)
    if (change === 'rotate' && answer.result?.secret) setSecret(answer.result.secret)
    if (change === 'delete') navigate(RECEIVERS_URL, { replace: true })
  })
  const send = (kind: Change, body: object) => {
    setChange(kind)
    const path = kind === 'save' || kind === 'switch' ? '' : `/${kind}`
    const action = `${RECEIVERS_URL}/${id}${path}`
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json', action })
  }
  return {
    isBusy: fetcher.state !== 'idle',
    /** Which change runs or ran last. */
    change,
    failure,
    secret,
    putAway: () => setSecret(null),
    save: (form: ReceiverForm & { url?: string }) => send('save', form),
    setOn: (isOn: boolean) => send('switch', { isOn }),
    rotate: () => send('rotate', {}),
    sendTest: () => send('try', {}),
    replay: (messageId: string | null) => send('replay', { messageId }),
    remove: () => send('delete', {}),
  }
}

export type ReceiverChanges = ReturnType<typeof useReceiver>
