import { findChain } from '../core/chain/findChain.ts'
import { isHeld } from '../core/requirement/holdingTime.ts'
import type { Requirement } from '../core/requirement/types.ts'
import { formatConditionWords, type Words } from './formatConditionWords.ts'
import { formatHeldFor } from './formatHeldFor.ts'
import type { Sentence } from './formatPlain.ts'
import { isNeedGroup, type NeedGroup, type NeedNode, readNeeds } from './needs.ts'

export type FormatNeedsParameters = {
  readonly root: NeedGroup
  /** Number of conditions to spell out. The rest are only counted. */
  readonly most?: number
}

/** Format what a gate's wallets must hold, and when: "…, now and **7 days ago**". */
export function formatRequirement({
  requirement,
  most,
}: {
  requirement: Requirement
  most?: number
}): Sentence {
  const { root, snapshots } = requirement
  const sentence = formatNeeds({ root: readNeeds(root), ...(most === undefined ? {} : { most }) })
  const blocks = snapshots.map(
    ({ chain, block }) => `block ${block.toLocaleString('en')} of ${findChain(chain)?.name ?? chain}`,
  )
  if (blocks.length > 0) return [...sentence, toPlain(`, at ${blocks.join(' and ')}`)]
  if (!isHeld(requirement)) return sentence
  return [...sentence, toPlain(', now and '), toStrong(`${formatHeldFor(requirement)} ago`)]
}

/**
 * Format what a wallet must hold: "Holds **at least 2** of **Night Owls** on **Ethereum**".
 *
 * Inner groups are in brackets. Conditions beyond `most` are only counted.
 */
export function formatNeeds({ root, most = Number.POSITIVE_INFINITY }: FormatNeedsParameters): Sentence {
  const sentence = formatOuter(root, { left: most })
  const [first, ...rest] = sentence
  if (!first) return []
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest]
}

type Budget = { left: number }

function formatOuter(root: NeedGroup, budget: Budget): Sentence {
  const [only] = root.of
  if (!only) return []
  if (root.of.length === 1 && !isNeedGroup(only) && root.kind !== 'none')
    return mergePhrases({ nodes: root.of, word: '', budget })
  if (root.kind === 'all' || root.kind === 'any')
    return mergePhrases({ nodes: root.of, word: WORDS[root.kind], budget })
  const of = mergePhrases({ nodes: root.of, word: WORDS[root.kind], budget })
  if (root.kind === 'none')
    return root.of.length === 1 && !isNeedGroup(only)
      ? formatNegation(only, budget)
      : [toStrong('none of'), toPlain(': '), ...of]
  return [toStrong(`at least ${root.count} of these`), toPlain(': '), ...of]
}

const WORDS = { all: 'and', any: 'or', atLeast: 'and', none: 'or' } as const

/** Join phrases. A verb is omitted if the phrase before has the same one. */
function mergePhrases({
  nodes,
  word,
  budget,
}: {
  nodes: readonly NeedNode[]
  word: string
  budget: Budget
}): Sentence {
  const parts: Words[] = []
  let counted = 0
  for (const node of nodes) {
    if (budget.left > 0) parts.push(formatNode(node, budget))
    else counted += countConditions(node)
  }
  if (counted > 0)
    parts.push({ verb: '', rest: [toPlain(`${counted} more ${counted === 1 ? 'condition' : 'conditions'}`)] })
  return parts.flatMap(({ verb, rest }, i) => {
    const spoken = verb !== '' && (i === 0 || verb !== parts[i - 1]?.verb) ? [toPlain(`${verb} `)] : []
    const link = i === 0 ? '' : i === parts.length - 1 ? ` ${word} ` : ', '
    return [...(link === '' ? [] : [toPlain(link)]), ...spoken, ...rest]
  })
}

function formatNode(node: NeedNode, budget: Budget): Words {
  if (!isNeedGroup(node)) {
    budget.left -= 1
    return formatConditionWords(node)
  }
  const [only] = node.of
  if (node.kind === 'none' && only && node.of.length === 1 && !isNeedGroup(only))
    return { verb: '', rest: formatNegation(only, budget) }
  const of = mergePhrases({ nodes: node.of, word: WORDS[node.kind], budget })
  const before = { all: '', any: '', atLeast: `at least ${node.count} of `, none: 'none of ' }[node.kind]
  return {
    verb: '',
    rest: [...(before ? [toStrong(before.trim()), toPlain(' ')] : []), toPlain('('), ...of, toPlain(')')],
  }
}

function formatNegation(card: Exclude<NeedNode, NeedGroup>, budget: Budget): Sentence {
  budget.left -= 1
  const { verb, rest } = formatConditionWords(card)
  return [toStrong(toNegative(verb)), toPlain(' '), ...rest]
}

/** "has staked" becomes "has not staked", "has a valid" "does not have a valid", "rents" "does not rent". */
function toNegative(verb: string): string {
  if (verb.startsWith('is not ')) return verb.replace('is not ', 'is ')
  if (verb.startsWith('is ')) return verb.replace('is ', 'is not ')
  if (/^has \w+ed$/.test(verb)) return verb.replace('has ', 'has not ')
  if (/^has\b/.test(verb)) return verb.replace('has', 'does not have')
  return `does not ${verb.replace(/^(\w+)s\b/, '$1')}`
}

function countConditions(node: NeedNode): number {
  return isNeedGroup(node) ? node.of.reduce((sum, each) => sum + countConditions(each), 0) : 1
}

const toPlain = (text: string) => ({ text, isStrong: false })
const toStrong = (text: string) => ({ text, isStrong: true })
