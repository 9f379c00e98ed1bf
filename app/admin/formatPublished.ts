import type { SavedGate } from './views.ts'

/** Say that Shopify knows of a gate now; null while it does not. */
export function formatPublished({ name, status }: SavedGate): string | null {
  if (status.kind === 'pending') return null
  return status.kind === 'active' ? `${name} is live` : `${name} is paused`
}
