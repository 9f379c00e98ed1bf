import type { Gate } from './types.ts'

/** Format the entity tag of a gate: it differs after each change, and not after a publication. */
export function formatGateTag({ number, updatedAt }: Pick<Gate, 'number' | 'updatedAt'>): string {
  return `"${number}-${updatedAt}"`
}
