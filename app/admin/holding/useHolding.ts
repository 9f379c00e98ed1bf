import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useRef, useState } from 'react'
import { HOLD_SCOPES, type HoldingState } from '../../core/settlement/holding.ts'
import { requestScopes } from '../requestScopes.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'

export type HoldingModel = ReturnType<typeof useHolding>

const DECLINED =
  'You declined. Palisade still tags orders, but does not hold them. You can allow holding at any time.'
const UNAVAILABLE =
  'Shopify could not ask for the permission here. Open Palisade in a desktop browser as the shop owner, or as staff who can approve apps, and try again.'
const NOT_YET = 'Shopify has not confirmed the permission yet. Reload this page in a minute.'

/** Ask the merchant for the hold scopes, in Shopify's own dialog. The server then checks the grant at Shopify. */
export function useHolding() {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<HoldingState>>()
  const [failure, setFailure] = useState<string | null>(null)
  const afterwards = useRef(() => {})
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== 'done') setFailure(answer.kind === 'failed' ? answer.message : NOT_YET)
    else if (answer.result !== 'allowed') setFailure(NOT_YET)
    else shopify.toast.show('Holding allowed. Palisade holds waiting orders within a minute')
    afterwards.current()
  })
  return {
    isBusy: fetcher.state !== 'idle',
    /** Why holding is still not allowed after the last click; null without a failure. */
    failure,
    /** Call it in a click handler: Shopify opens its dialog only then. `then` is called at the end. */
    allow: async (then = () => {}) => {
      setFailure(null)
      afterwards.current = then
      const result = await requestScopes(shopify, HOLD_SCOPES)
      if (result === 'granted-all') {
        fetcher.submit({}, { method: 'post', encType: 'application/json', action: '/app/holding' })
        return
      }
      // The text beside the button may be far up the page, so show a toast too.
      shopify.toast.show('Not allowed: orders are tagged, not held')
      setFailure(result === 'declined-all' ? DECLINED : UNAVAILABLE)
      then()
    },
  }
}
