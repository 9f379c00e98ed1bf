import type { Guard } from '../../core/gate/types.ts'
import { formatPlain } from '../formatPlain.ts'
import { formatReaction } from '../formatReaction.ts'
import { formatNeeds } from '../formatRequirement.ts'
import { formatSubjectCount } from '../formatSubject.ts'
import {
  AFTER_END_WORDS,
  formatCombination,
  formatState,
  GATE_NAME,
  GUARD_WORDS,
  PURCHASE_WORDS,
} from '../gateWords.ts'
import { formatCount } from '../list/formatCount.ts'
import type { Draft } from './draft.ts'
import { type DraftNeedsParameters, draftNeeds } from './draftNeeds.ts'
import { listSubjectLines } from './subjectLines.ts'

/** A field in which two versions of a gate differ, in words. */
export type VersionRow = { readonly label: string; readonly mine: string; readonly theirs: string }

export type CompareVersionsParameters = Omit<DraftNeedsParameters, 'contracts'> & {
  readonly mine: Draft
  readonly theirs: Draft
  /** The guards that a save would send. */
  readonly guards: { readonly mine: Guard; readonly theirs: Guard }
  /** Contracts of both versions. */
  readonly contracts: DraftNeedsParameters['contracts']
  readonly currencyCode: string
}

/** List the fields in which two versions of a gate differ, in the form's order. */
export function compareVersions({ mine, theirs, guards, ...rest }: CompareVersionsParameters): VersionRow[] {
  const [own, other] = [
    describeVersion({ draft: mine, guard: guards.mine, ...rest }),
    describeVersion({ draft: theirs, guard: guards.theirs, ...rest }),
  ]
  return Object.entries(own)
    .map(([label, words]) => ({ label, mine: words, theirs: other[label] ?? '' }))
    .filter((row) => row.mine !== row.theirs)
}

type DescribeParameters = Omit<CompareVersionsParameters, 'mine' | 'theirs' | 'guards'> & {
  readonly draft: Draft
  readonly guard: Guard
}

/** Each field of a version in words, by its label. */
function describeVersion({ draft, guard, ...needs }: DescribeParameters): Record<string, string> {
  const { reaction, cap, limits, schedule, combination, recheck, freshSignature, showsUses } = draft
  const { currencyCode } = needs
  const written = formatReaction({ reaction, currencyCode })
  return {
    Name: draft.name.trim() || 'No name',
    Status: formatState(draft),
    'Test wallets': draft.test.wallets.trim() || 'None',
    'Applies to': describeSubject(draft),
    Conditions: formatPlain(formatNeeds({ root: draftNeeds({ root: draft.root, ...needs }) })),
    'When the wallet must hold the tokens': describeMoment(draft),
    'What holders get': written ?? (reaction.value.trim() || 'Nothing yet'),
    'Name of the discount': draft.discountName.trim() || GATE_NAME,
    'Maximum per cart': formatLimit(cap),
    'Orders per NFT': formatLimit(limits.perToken),
    'Orders per wallet': formatLimit(limits.perWallet),
    'Orders in total': formatLimit(limits.total),
    Starts: formatTime(schedule.startsAt) || 'At once',
    Ends: formatTime(schedule.endsAt) || 'Never',
    'After the end': AFTER_END_WORDS[schedule.afterEnd],
    'Who can use an unlock': GUARD_WORDS[guard],
    'Can be combined with': formatCombination(combination),
    'Purchase type': PURCHASE_WORDS[combination.purchases],
    'Checked again when the order comes in': recheck ? 'Yes' : 'No',
    'New signature at each unlock': freshSignature ? 'Yes' : 'No',
    'Anyone can look up uses': showsUses ? 'Yes' : 'No',
  }
}

function formatLimit(text: string): string {
  return text.trim() || 'No limit'
}

function formatTime(text: string): string {
  return text.replace('T', ', ')
}

/** Titles that fit; a longer subject is only counted beside the first ones. */
const SHOWN_TITLES = 3

function describeSubject({ subject }: Draft): string {
  const lines = listSubjectLines(subject)
  const count = formatSubjectCount({ kind: subject.kind, count: lines.length })
  const shown = lines.slice(0, SHOWN_TITLES).map(({ title }) => title)
  const rest = lines.length - shown.length
  const names = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
  return names === '' ? count : `${count}: ${names}`
}

function describeMoment({ moment, heldFor, snapshots }: Draft): string {
  if (moment === 'now') return 'Now'
  if (moment === 'held') {
    const { amount, unit } = heldFor
    return `Now and ${/^[0-9]+$/.test(amount) ? formatCount(Number(amount), unit.slice(0, -1)) : '…'} ago`
  }
  const blocks = Object.entries(snapshots).map(([chain, block]) => `${chain} ${block.trim() || '…'}`)
  return `At a block of the past: ${blocks.join(', ')}`
}
