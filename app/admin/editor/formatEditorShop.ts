import type { Shop } from '../../core/gate/shop.ts'
import { formatTimeZone } from '../formatInstant.ts'
import type { HoldingView } from '../holding/views.ts'
import type { EditorShop } from './GatePage.tsx'

/** What of the shop a gate's page needs to know. */
export function formatEditorShop({
  shop: { currencyCode, ianaTimezone, settings, enforcement },
  now,
  holding,
}: {
  shop: Shop
  now: number
  holding: HoldingView
}): EditorShop {
  return {
    currencyCode,
    timeZone: formatTimeZone(ianaTimezone),
    ianaTimezone,
    now,
    settings,
    enforcement,
    holding,
  }
}
