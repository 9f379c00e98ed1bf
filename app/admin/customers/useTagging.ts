import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import { CUSTOMER_SCOPES, type TaggingState } from '../../core/customer/tagging.ts'
import { requestScopes } from '../requestScopes.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'

const DECLINED =
  'You declined. Palisade does not tag customers until you allow it. You can allow it at any time.'
const UNAVAILABLE =
  'Shopify could not ask for the permission here. Open Palisade in a desktop browser as the shop owner, or as staff who can approve apps, and try again.'
const NOT_YET = 'Shopify has not confirmed the permission yet. Reload this page in a minute.'

export type TaggingModel = ReturnType<typeof useTagging>

/** Ask the merchant for the scopes of customers, in Shopify's own dialog. The server then checks the grant at Shopify. */
export function useTagging() {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<TaggingState>>()
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== 'done') setFailure(answer.kind === 'failed' ? answer.message : NOT_YET)
    else if (answer.result !== 'allowed') setFailure(NOT_YET)
    else shopify.toast.show('Tagging allowed. Palisade tags waiting customers within a minute')
  })
  return {
    isBusy: fetcher.state !== 'idle',
    /** Why tagging is still not allowed after the last click; null without a failure. */
    failure,
    /** Call it in a click handler: Shopify opens its dialog only then. */
    allow: async () => {
      setFailure(null)
      const result = await requestScopes(shopify, CUSTOMER_SCOPES)
      if (result === 'granted-all') {
        const action = '/app/customers/permission'
        return fetcher.submit({}, { method: 'post', encType: 'application/json', action })
      }
      setFailure(result === 'declined-all' ? DECLINED : UNAVAILABLE)
    },
  }
}
