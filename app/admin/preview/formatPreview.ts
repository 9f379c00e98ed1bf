import { findChain } from '../../core/chain/findChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import type { GroupForm } from '../../core/gate/form.ts'
import { countHeldHours } from '../../core/requirement/holdingTime.ts'
import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import type { Standing } from '../formatStanding.ts'
import { isNeedGroup, type NeedCard, type NeedGroup } from '../needs.ts'
import { choosePreviewPosition } from './choosePreviewPosition.ts'
import { formatNeedText, formatShopperToken } from './formatNeedText.ts'
import { formatGive, formatPreviewTerms, type PreviewTerms } from './formatPreviewTerms.ts'
import { formatCounted, formatPlaceholders, TEXTS } from './storefrontTexts.ts'

export type FormatPreviewParameters = {
  readonly needs: NeedGroup
  /** Null without a holding time. */
  readonly held: Pick<Requirement, 'heldForBlocks' | 'heldForHours'> | null
  /** Whether balances at past blocks count. */
  readonly isAsOf: boolean
  readonly terms: PreviewTerms
  /** Standing of the gate, with times in the shop's time zone. */
  readonly standing: Standing
  readonly currencyCode: string
}
type PreviewRow = {
  readonly depth: number
  readonly isGroup: boolean
  readonly text: string
  readonly chain: string
}
/** `title`, `rows` and `notes` have the same texts as the storefront block. */
type GatePreviewText = {
  readonly title: string
  readonly isTree: boolean
  readonly rows: readonly PreviewRow[]
  readonly notes: readonly string[]
  /** Null if no wallet can be connected. */
  readonly ask: string | null
}

const MOST_ROWS = 12

/**
 * Format the text that shoppers will read about a gate. Fields that are still empty get general words.
 *
 * @see extensions/gate-block/snippets/gate-offer.liquid
 */
export function formatPreview({
  needs,
  held,
  isAsOf,
  terms,
  standing,
  currencyCode,
}: FormatPreviewParameters): GatePreviewText {
  const lines = listPreviewLines(needs)
  const shown = lines.slice(0, MOST_ROWS)
  const words = formatPreviewTerms({ terms, standing, currencyCode })
  const more = countNeeds(lines) - countNeeds(shown)
  return {
    title: formatTitle({ who: formatWho({ needs, lines }), terms, currencyCode }),
    isTree: isTree(needs),
    rows: [
      ...shown.map(formatRow),
      ...(more > 0
        ? [
            {
              depth: 0,
              isGroup: true,
              text: formatPlaceholders(TEXTS.needs.more, { count: more }),
              chain: '',
            },
          ]
        : []),
    ],
    notes: [
      ...(held ? [formatHeld({ held, needs })] : []),
      ...(isAsOf ? [TEXTS.needs.as_of] : []),
      ...(words === '' ? [] : [words]),
    ],
    ask: formatAsk({ terms, standing }),
  }
}

/** The holding time in hours, or in days if it has two of them. */
function formatHeld({
  held,
  needs,
}: Pick<FormatPreviewParameters, 'needs'> & { held: NonNullable<FormatPreviewParameters['held']> }): string {
  const hours = countHeldHours(held, listChains(needs))
  if (hours === 0) return TEXTS.needs.held
  const isDays = hours >= 48 || hours === 24
  const time = isDays
    ? formatCounted(TEXTS.needs.days, Math.round(hours / 24))
    : formatCounted(TEXTS.needs.hours, hours)
  return formatPlaceholders(TEXTS.needs.held_for, { time })
}

function listChains({ of }: NeedGroup): ChainSlug[] {
  return of.flatMap((node) => {
    if (isNeedGroup(node)) return listChains(node)
    return findChain(node.chain)?.slug ?? []
  })
}

function formatAsk({ terms, standing }: Pick<FormatPreviewParameters, 'terms' | 'standing'>): string | null {
  if (choosePreviewPosition({ terms, standing }) === 'shut') return null
  if (standing.kind === 'scheduled') return TEXTS.locked.later
  return terms.reaction.exclusive ? TEXTS.locked.exclusive : TEXTS.locked.price
}

/** Format the title: what the gate gives, and to whom. A discount without a value is "a discount". */
function formatTitle({
  who,
  terms: { reaction },
  currencyCode,
}: Pick<FormatPreviewParameters, 'terms' | 'currencyCode'> & { who: string }): string {
  if (reaction.exclusive) return formatPlaceholders(TEXTS.title.exclusive, { who })
  const give = formatGive({ reaction, currencyCode }) ?? 'a discount'
  return formatPlaceholders(TEXTS.title.offer, { give: formatSentenceStart(give), who })
}

function formatRow(line: PreviewLine): PreviewRow {
  const { depth } = line
  if ('card' in line) {
    const { kind, chain_name } = line.card
    const chain = conditionFacts[kind].asks === 'holding' ? chain_name : ''
    return { depth, isGroup: false, text: formatNeedText(line.card), chain }
  }
  const { group_all, group_any, group_at_least, group_none } = TEXTS.needs
  const texts = { all: group_all, any: group_any, atLeast: group_at_least, none: group_none } as const
  return {
    depth,
    isGroup: true,
    text: formatPlaceholders(texts[line.group], { count: line.count }),
    chain: '',
  }
}

function formatWho({ needs, lines }: { needs: NeedGroup; lines: readonly PreviewLine[] }): string {
  const cards = lines.flatMap((line): NeedCard[] => ('card' in line ? [line.card] : []))
  const [first = '', second = ''] = cards.slice(0, 2).map(formatShopperToken)
  return formatPlaceholders(TEXTS.who[chooseWho({ needs, cards })], { first, second, count: needs.count })
}

/** @see extensions/gate-block/snippets/gate-offer.liquid */
function chooseWho({
  needs,
  cards,
}: {
  needs: NeedGroup
  cards: readonly NeedCard[]
}): keyof typeof TEXTS.who {
  const { kind } = needs
  const isListed = cards.some((card) => conditionFacts[card.kind].asks !== 'holding')
  const [first, second] = cards
  if (!first) return 'wallet'
  if (kind === 'none') return 'none'
  if (kind === 'atLeast') return 'at_least'
  if (cards.length === 1 && !isTree(needs)) return isListed ? 'list' : 'token'
  if (isTree(needs) || isListed) return `match_${kind}`
  if (cards.length > 2) return `${kind}_many`
  return second && formatShopperToken(first) !== formatShopperToken(second) ? `${kind}_two` : 'token'
}

function formatSentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function isTree({ of }: NeedGroup): boolean {
  return of.some((node) => 'of' in node)
}

function countNeeds(lines: readonly PreviewLine[]): number {
  return lines.filter((line) => 'card' in line).length
}

/** A line of the shoppers' text. `depth` is 0 in the outermost group. */
type PreviewLine =
  | { readonly depth: number; readonly group: GroupForm['kind']; readonly count: number }
  | { readonly depth: number; readonly card: NeedCard }

/** List the lines that shoppers see of a gate's needs. Deny lists, and lists inside "none of", are hidden. */
function listPreviewLines(root: NeedGroup): PreviewLine[] {
  return listLines({ group: root, depth: 0, isNone: root.kind === 'none' })
}

function listLines({
  group,
  depth,
  isNone,
}: {
  group: NeedGroup
  depth: number
  isNone: boolean
}): PreviewLine[] {
  return group.of.flatMap((node): PreviewLine[] => {
    if (!isNeedGroup(node)) return isShown(node, isNone) ? [{ depth, card: node }] : []
    const inner = listLines({ group: node, depth: depth + 1, isNone: isNone || node.kind === 'none' })
    return inner.length === 0 ? [] : [{ depth, group: node.kind, count: node.count }, ...inner]
  })
}

function isShown({ kind }: NeedCard, isNone: boolean): boolean {
  const { asks } = conditionFacts[kind]
  return asks === 'holding' || (asks === 'listed' && !isNone)
}
