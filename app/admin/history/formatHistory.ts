import type { ActorNames } from '../../core/actor/types.ts'
import type { GateChange } from '../../core/gate/change.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { GateDraft } from '../../core/gate/types.ts'
import { formatActor } from '../formatActor.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { compareDrafts } from './compareDrafts.ts'
import type { ChangeView, HistoryView } from './views.ts'

export type FormatHistoryParameters = {
  readonly shop: Shop
  readonly changes: readonly GateChange[]
  readonly actors: ActorNames
  /** The gate that the page is about. */
  readonly gate: number | undefined
  readonly next: string | null
}

/** Format the history of gates. */
export function formatHistory(parameters: FormatHistoryParameters): HistoryView {
  const { shop, changes, actors, gate, next } = parameters
  return {
    changes: changes.map((change) => formatChange({ change, shop, actors })),
    gateName: gate === undefined ? null : (changes[0]?.gateName ?? `Gate ${gate}`),
    next,
    timeZone: formatTimeZone(shop.ianaTimezone),
  }
}

function formatChange({
  change,
  shop,
  actors,
}: Pick<FormatHistoryParameters, 'shop' | 'actors'> & { readonly change: GateChange }): ChangeView {
  const {
    id,
    number,
    gateName: name,
    isGateDeleted: isDeleted,
    gateUpdatedAt,
    isLatest,
    at,
    draft,
    before,
  } = change
  const timeZone = shop.ianaTimezone
  const canCompare = draft !== null && draft !== 'unreadable' && before !== 'unreadable'
  return {
    id,
    gate: { number, name, isDeleted },
    title: `${formatActor(change.actor, actors)} ${formatVerb(change)} “${nameOf(draft) ?? nameOf(before) ?? name}”`,
    at: formatInstant({ at, timeZone }),
    isDeletion: draft === null,
    fields: canCompare
      ? compareDrafts({ before, after: draft, timeZone, currencyCode: shop.currencyCode })
      : [],
    note: noteOf(change),
    restore:
      isReadable(draft ?? before) && !(isLatest && draft !== null) ? { openedAt: gateUpdatedAt } : null,
  }
}

function isReadable(draft: GateChange['draft']): draft is GateDraft {
  return draft !== null && draft !== 'unreadable'
}

function nameOf(draft: GateChange['draft']): string | null {
  return isReadable(draft) ? draft.name : null
}

function formatVerb({ draft, before, restoredFrom }: GateChange): string {
  if (draft === null) return 'deleted'
  if (restoredFrom !== null) return 'restored an earlier version of'
  if (before === null) return 'created'
  if (isReadable(draft) && isReadable(before) && draft.state !== before.state)
    return draft.state === 'paused' ? 'paused' : 'resumed'
  return 'changed'
}

function noteOf({ draft, before, actor }: GateChange): string | null {
  if (draft === 'unreadable' || before === 'unreadable')
    return 'Another version of Palisade saved this, so the details cannot be shown.'
  return before === null && actor === 'system' ? 'The history of this gate begins here.' : null
}
