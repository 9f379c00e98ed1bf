import type { Standing } from '../formatStanding.ts'
import type { NeedCard, NeedGroup } from '../needs.ts'
import { formatNeedText, nameToken } from './formatNeedText.ts'
import { formatOffer, formatPreviewTerms, type PreviewTerms } from './formatPreviewTerms.ts'
import { listPreviewLines, type PreviewLine } from './listPreviewLines.ts'
import { placePreview } from './placePreview.ts'

export type FormatPreviewParameters = {
  readonly needs: NeedGroup
  readonly isHeld: boolean
  /** Whether what was held at an earlier moment counts. */
  readonly isAsOf: boolean
  readonly terms: PreviewTerms
  /** How the gate stands, in the shop's time. */
  readonly standing: Standing
  readonly currencyCode: string
}
export type PreviewRow = {
  readonly depth: number
  readonly isGroup: boolean
  readonly text: string
  readonly chain: string
}
/** `title`, `rows` and `notes` as the storefront block writes them. */
export type GatePreviewText = {
  readonly title: string
  readonly isTree: boolean
  readonly rows: readonly PreviewRow[]
  readonly notes: readonly string[]
  /** Null where no wallet can be connected. */
  readonly ask: string | null
}

const MOST_ROWS = 12

/**
 * Say what shoppers will read of a gate; what is not written yet is said in general words.
 *
 * @see extensions/gate-block/snippets/gate-offer.liquid
 */
export function formatPreview({
  needs,
  isHeld,
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
    title: formatTitle({ holders: formatHolders({ needs, lines }), terms, currencyCode }),
    isTree: isTree(needs),
    rows: [
      ...shown.map(formatRow),
      ...(more > 0 ? [{ depth: 0, isGroup: true, text: `and ${more} more`, chain: '' }] : []),
    ],
    notes: [
      ...(isHeld ? ['Held for a while, not just bought.'] : []),
      ...(isAsOf ? ['What was held on an earlier day counts.'] : []),
      ...(words === '' ? [] : [words]),
    ],
    ask: formatAsk({ terms, standing }),
  }
}

function formatAsk({ terms, standing }: Pick<FormatPreviewParameters, 'terms' | 'standing'>): string | null {
  if (placePreview({ terms, standing }) === 'shut') return null
  if (standing.kind === 'scheduled') return 'Come back then with your wallet.'
  return terms.reaction.exclusive
    ? 'Connect your wallet to buy.'
    : 'Connect your wallet to unlock your price.'
}

function formatTitle({
  holders,
  terms: { reaction },
  currencyCode,
}: Pick<FormatPreviewParameters, 'terms' | 'currencyCode'> & { holders: string }): string {
  if (reaction.exclusive) return `For ${holders}`
  const offer = formatOffer({ reaction, currencyCode })
  if (offer !== null) return `${offer} for ${holders}`
  return `${reaction.price === 'none' && reaction.freeShipping ? 'Free shipping' : 'A discount'} for ${holders}`
}

function formatRow(line: PreviewLine): PreviewRow {
  const { depth } = line
  if ('card' in line) {
    const chain = line.card.kind === 'allowlist' ? '' : line.card.chain_name
    return { depth, isGroup: false, text: formatNeedText(line.card), chain }
  }
  const words = { all: 'All', any: 'Any', atLeast: `At least ${line.count}`, none: 'None' } as const
  return { depth, isGroup: true, text: `${words[line.group]} of these:`, chain: '' }
}

function formatHolders({ needs, lines }: { needs: NeedGroup; lines: readonly PreviewLine[] }): string {
  const { kind, count } = needs
  const cards = lines.flatMap((line): NeedCard[] => ('card' in line ? [line.card] : []))
  const [first, second] = cards
  const isListed = cards.some((card) => card.kind === 'allowlist')
  const isOneGroup = !isTree(needs)
  if (!first) return 'shoppers with a wallet'
  if (kind === 'none') return 'wallets with none of these'
  if (kind === 'atLeast') return `wallets with at least ${count} of these`
  if (cards.length === 1 && isOneGroup)
    return isListed ? 'wallets on the shop’s list' : `${nameToken(first)} holders`
  if (!isOneGroup || isListed) return `wallets with ${kind} of these`
  if (cards.length > 2) return `holders of ${kind} of these`
  const [one, other] = [nameToken(first), second ? nameToken(second) : '']
  if (one === other) return `${one} holders`
  return kind === 'all' ? `holders of ${one} and ${other}` : `${one} or ${other} holders`
}

function isTree({ of }: NeedGroup): boolean {
  return of.some((node) => 'of' in node)
}

function countNeeds(lines: readonly PreviewLine[]): number {
  return lines.filter((line) => 'card' in line).length
}
