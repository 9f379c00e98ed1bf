import type { Shop } from '../../core/gate/shop.ts'
import { formatTimeZone } from '../formatInstant.ts'
import type { EditorShop } from './GatePage.tsx'

/** What of the shop a gate's page needs to know. */
export function formatEditorShop({ currencyCode, ianaTimezone, settings, enforcement }: Shop): EditorShop {
  return {
    currencyCode,
    timeZone: formatTimeZone(ianaTimezone),
    settings,
    enforcement,
  }
}
