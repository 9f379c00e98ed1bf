import type { Guard } from '../../core/gate/types.ts'
import type { Draft } from './draft.ts'

/** Guard of a draft. The default is `account` for an exclusive or limited gate of a shop with accounts, else `open`. */
export function guardOf({ draft, hasAccounts }: { draft: Draft; hasAccounts: boolean }): Guard {
  if (draft.guard !== null) return draft.guard
  return hasAccounts && (draft.reaction.exclusive || hasLimit(draft)) ? 'account' : 'open'
}

/** Whether a draft has any limit. */
export function hasLimit({ limits }: Pick<Draft, 'limits'>): boolean {
  return Object.values(limits).some((limit) => limit.trim() !== '')
}
