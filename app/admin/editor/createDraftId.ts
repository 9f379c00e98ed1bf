import { formatUuid } from '../../core/text/formatUuid.ts'

/** Create the id of a new gate's draft. Every save of the page sends it, so that two saves create one gate. */
export function createDraftId(): string {
  // `crypto.randomUUID` exists only on secure origins.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return formatUuid(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}
