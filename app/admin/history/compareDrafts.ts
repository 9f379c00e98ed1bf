import { formatReactionForm } from '../../core/gate/formatReactionForm.ts'
import type { GateDraft } from '../../core/gate/types.ts'
import { formatInstant } from '../formatInstant.ts'
import { formatPlain } from '../formatPlain.ts'
import { formatReaction } from '../formatReaction.ts'
import { formatRequirement } from '../formatRequirement.ts'
import { formatRowSubject, formatSubjectCount } from '../formatSubject.ts'
import {
  AFTER_END_WORDS,
  formatCombination,
  formatState,
  GATE_NAME,
  GUARD_WORDS,
  PURCHASE_WORDS,
} from '../gateWords.ts'
import type { FieldChange } from './views.ts'

export type CompareDraftsParameters = {
  /** Null for the first version of a gate: all fields are listed that are not at their default. */
  readonly before: GateDraft | null
  readonly after: GateDraft
  readonly timeZone: string
  readonly currencyCode: string
}
type Formats = Pick<CompareDraftsParameters, 'timeZone' | 'currencyCode'>

const NONE = 'No limit'
/** Each field of a gate in words, by the label that its page has. */
const FIELDS: readonly (readonly [
  label: string,
  format: (draft: GateDraft, formats: Formats) => string,
  initial: string,
])[] = [
  ['Name', ({ name }) => name, ''],
  ['Status', (draft) => formatState(draft), 'Active'],
  ['Test wallets', ({ test }) => test.wallets.join(', ') || 'None', 'None'],
  ['Applies to', ({ subject }) => formatSubjectCount(formatRowSubject(subject)), ''],
  ['Conditions', ({ requirement }) => formatPlain(formatRequirement({ requirement })), ''],
  [
    'What holders get',
    ({ reaction }, { currencyCode }) =>
      formatReaction({ reaction: formatReactionForm(reaction), currencyCode }) ?? '',
    '',
  ],
  ['Name of the discount', ({ discountName }) => discountName ?? GATE_NAME, GATE_NAME],
  ['Maximum per cart', ({ cap }) => (cap === 0 ? NONE : formatNumber(cap)), NONE],
  ['Orders per wallet', ({ limits }) => formatLimit(limits.perWallet), NONE],
  ['Orders per NFT', ({ limits }) => formatLimit(limits.perToken), NONE],
  ['Orders in total', ({ limits }) => formatLimit(limits.total), NONE],
  ['Starts', ({ schedule }, formats) => formatTime(schedule.startsAt, formats) ?? 'At once', 'At once'],
  ['Ends', ({ schedule }, formats) => formatTime(schedule.endsAt, formats) ?? 'Never', 'Never'],
  ['After the end', ({ schedule }) => AFTER_END_WORDS[schedule.afterEnd], AFTER_END_WORDS.public],
  ['Who can use an unlock', ({ guard }) => GUARD_WORDS[guard], GUARD_WORDS.open],
  ['Can be combined with', ({ combination }) => formatCombination(combination), 'No other discounts'],
  ['Purchase type', ({ combination }) => PURCHASE_WORDS[combination.purchases], PURCHASE_WORDS.both],
  ['Checked again when the order comes in', ({ recheck }) => (recheck ? 'Yes' : 'No'), 'No'],
  ['New signature at each unlock', ({ freshSignature }) => (freshSignature ? 'Yes' : 'No'), 'No'],
  ['Anyone can look up uses', ({ showsUses }) => (showsUses ? 'Yes' : 'No'), 'No'],
]

/** List what differs between two versions of a gate, in words for people. */
export function compareDrafts({ before, after, ...formats }: CompareDraftsParameters): FieldChange[] {
  const changes = FIELDS.flatMap(([field, format, initial]) => {
    const change = {
      field,
      before: before ? format(before, formats) : '',
      after: format(after, formats),
    }
    return change.after === (before ? change.before : initial) ? [] : [change]
  })
  const products = before ? compareSubjects(before, after) : null
  return products === null ? changes : [...changes, products]
}

/** Other products of the same kind and number would look the same. */
function compareSubjects(before: GateDraft, after: GateDraft): FieldChange | null {
  const [old, now] = [listIds(before), listIds(after)]
  const added = now.filter((id) => !old.includes(id))
  const removed = old.filter((id) => !now.includes(id))
  if (before.subject.kind !== after.subject.kind || added.length === 0 || removed.length === 0) return null
  return {
    field: 'Choice of products',
    before: `${formatNumber(removed.length)} removed`,
    after: `${formatNumber(added.length)} added`,
  }
}

function listIds({ subject }: GateDraft): string[] {
  switch (subject.kind) {
    case 'all':
      return []
    case 'variants':
      return subject.variants.map(({ variantId }) => String(variantId))
    default:
      return subject.ids.map(String)
  }
}

const formatNumber = (value: number) => value.toLocaleString('en')
const formatLimit = (limit: number | null) => (limit === null ? NONE : formatNumber(limit))

function formatTime(at: number | null, { timeZone }: Formats): string | null {
  return at === null ? null : formatInstant({ at, timeZone })
}
