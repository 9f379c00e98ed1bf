import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useState } from 'react'
import type { ShopSettings } from '../../core/gate/shop.ts'
import { useLeaveConfirmation } from '../editor/useLeaveConfirmation.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'

/** The scopes Shopify asks a merchant for when a setting first needs them. */
const SCOPES = {
  cartMetafield: ['unauthenticated_read_checkouts', 'unauthenticated_write_checkouts'],
  hold: ['write_merchant_managed_fulfillment_orders', 'write_third_party_fulfillment_orders'],
} as const

export type SettingsModel = ReturnType<typeof useSettings>

/** Everything the page of settings knows and does. */
export function useSettings(saved: ShopSettings) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<ShopSettings>>({ key: 'settings' })
  const [opened, setOpened] = useState(saved)
  const [draft, setDraft] = useState(saved)
  const [failure, setFailure] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [canHold, setCanHold] = useState<boolean | null>(null)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(opened)
  useLeaveConfirmation(isDirty)
  useEffect(() => {
    void shopify.scopes
      .query()
      .then(({ granted }) => setCanHold(listMissing(SCOPES.hold, granted).length === 0))
  }, [shopify])
  useAnswer(fetcher, (answer) => {
    setFailure(explain(answer))
    if (answer.kind !== 'done') return
    setOpened(answer.result)
    shopify.toast.show('Settings saved')
  })
  const save = async () => {
    setFailure(null)
    setIsAsking(true)
    const scopes = listScopes({ draft, opened })
    const isGranted = scopes.length === 0 || (await askForScopes({ shopify, scopes }))
    setIsAsking(false)
    if (isGranted && draft.onViolation === 'hold') setCanHold(true)
    if (!isGranted) {
      setFailure('Shopify was not allowed to let the app do this. Nothing was saved.')
      return
    }
    fetcher.submit(draft, { method: 'post', encType: 'application/json' })
  }
  return {
    draft,
    edit: (change: Partial<ShopSettings>) => setDraft({ ...draft, ...change }),
    /** Whether Shopify lets the app hold orders; null until it has said so. */
    canHold,
    allowHolds: async () => setCanHold(await askForScopes({ shopify, scopes: SCOPES.hold })),
    failure,
    isDirty,
    isSaving: isAsking || fetcher.state !== 'idle',
    save: () => void save(),
    discard: () => {
      setFailure(null)
      setDraft(opened)
    },
  }
}

/** What a change needs that the setting before did not. */
function listScopes({ draft, opened }: { draft: ShopSettings; opened: ShopSettings }): string[] {
  return [
    ...(draft.usesCartMetafield && !opened.usesCartMetafield ? SCOPES.cartMetafield : []),
    ...(draft.onViolation === 'hold' ? SCOPES.hold : []),
  ]
}

async function askForScopes({
  shopify,
  scopes,
}: {
  shopify: ReturnType<typeof useAppBridge>
  scopes: readonly string[]
}): Promise<boolean> {
  const { granted } = await shopify.scopes.query()
  const missing = listMissing(scopes, granted)
  if (missing.length === 0) return true
  const { result } = await shopify.scopes.request(missing)
  return result === 'granted-all'
}

function listMissing(scopes: readonly string[], granted: readonly string[]): string[] {
  return scopes.filter((scope) => !granted.includes(scope))
}

function explain(answer: ChangeAnswer<ShopSettings>): string | null {
  if (answer.kind === 'done') return null
  if (answer.kind === 'failed') return answer.message
  return 'Somebody else was changing the settings at the same time. Look at them again.'
}
