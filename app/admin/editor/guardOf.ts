import type { Guard } from '../../core/gate/types.ts'
import type { Draft } from './draft.ts'

/**
 * Who may use what was unlocked: as chosen, else the customer alone where much hangs on it and the shop has accounts.
 */
export function guardOf({ draft, hasAccounts }: { draft: Draft; hasAccounts: boolean }): Guard {
  if (draft.guard !== null) return draft.guard
  return hasAccounts && (draft.reaction.exclusive || hasLimit(draft)) ? 'account' : 'open'
}

/** Whether a draft says how often its gate may be used. */
export function hasLimit({ limits }: Pick<Draft, 'limits'>): boolean {
  return Object.values(limits).some((limit) => limit.trim() !== '')
}
