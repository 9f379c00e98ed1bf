import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import type { ShopSettings } from '../../core/gate/shop.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { requestScopes } from '../requestScopes.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'

const STALE = 'Someone else changed the settings at the same time. Reload the page to see them.'

/** Scopes that the app needs to write into carts at all. */
const CART_SCOPES = ['unauthenticated_read_checkouts', 'unauthenticated_write_checkouts'] as const

export type SettingsModel = ReturnType<typeof useSettings>

/** State and actions of the settings page. */
export function useSettings(saved: ShopSettings) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<ShopSettings>>({ key: 'settings' })
  const [opened, setOpened] = useState(saved)
  const [draft, setDraft] = useState(saved)
  const [failure, setFailure] = useState<string | null>(null)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(opened)
  useLeaveConfirmation(isDirty)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer, STALE))
    if (answer.kind !== 'done') return
    setOpened(answer.result)
    shopify.toast.show('Settings saved')
  })
  const edit = (change: Partial<ShopSettings>) => setDraft((now) => ({ ...now, ...change }))
  return {
    draft,
    edit,
    /** Requests the scopes inside the click: Shopify opens its dialog only then. */
    bindCarts: async (isBound: boolean) => {
      setFailure(null)
      if (
        !isBound ||
        opened.usesCartMetafield ||
        (await requestScopes(shopify, CART_SCOPES)) === 'granted-all'
      ) {
        edit({ usesCartMetafield: isBound })
      } else
        setFailure('Unlocks are not bound to carts, because Shopify does not let Palisade write to carts.')
    },
    failure,
    isDirty,
    isSaving: fetcher.state !== 'idle',
    save: () => {
      setFailure(null)
      fetcher.submit(draft, { method: 'post', encType: 'application/json' })
    },
    discard: () => {
      setFailure(null)
      setDraft(opened)
    },
  }
}
