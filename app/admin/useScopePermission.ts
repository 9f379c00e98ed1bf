import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useRef, useState } from 'react'
import { useWords } from './page/PlatformProvider.ts'
import { requestScopes } from './requestScopes.ts'
import { useAnswer } from './useAnswer.ts'
import type { ChangeAnswer } from './views.ts'

const UNAVAILABLE =
  'Shopify could not ask for the permission here. Open Palisade in a desktop browser as the shop owner, or as staff who can approve apps, and try again.'
const NOT_YET = 'Shopify has not confirmed the permission yet. Reload this page in a minute.'

type ScopePermission = {
  readonly scopes: readonly string[]
  /** The route that checks the grant at Shopify; its result is `allowed` if all is granted. */
  readonly action: string
  /** Sentences for what the merchant chose. */
  readonly allowed: string
  readonly declined: string
  /** A toast too, where the sentence may be far up the page. */
  readonly notAllowed?: string
}

export type PermissionModel = ReturnType<typeof useScopePermission>

/** Ask the merchant for scopes, in Shopify's own dialog. The server then checks the grant at Shopify. */
export function useScopePermission({ scopes, action, allowed, declined, notAllowed }: ScopePermission) {
  const shopify = useAppBridge()
  const words = useWords()
  const fetcher = useFetcher<ChangeAnswer<string>>()
  const [failure, setFailure] = useState<string | null>(null)
  const afterwards = useRef(() => {})
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== 'done') setFailure(answer.kind === 'failed' ? answer.message : words(NOT_YET))
    else if (answer.result !== 'allowed') setFailure(words(NOT_YET))
    else shopify.toast.show(allowed)
    afterwards.current()
  })
  return {
    isBusy: fetcher.state !== 'idle',
    /** Why the scopes are still missing after the last click; null without a failure. */
    failure,
    /** Call it in a click handler: Shopify opens its dialog only then. `then` is called at the end. */
    allow: async (then = () => {}) => {
      setFailure(null)
      afterwards.current = then
      const result = await requestScopes(shopify, scopes)
      if (result === 'granted-all') {
        fetcher.submit({}, { method: 'post', encType: 'application/json', action })
        return
      }
      if (notAllowed !== undefined) shopify.toast.show(notAllowed)
      setFailure(result === 'declined-all' ? declined : words(UNAVAILABLE))
      then()
    },
  }
}
