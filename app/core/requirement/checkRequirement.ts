import type { Holder } from './holders.ts'
import { isHeld } from './holdingTime.ts'
import { entryOf } from './kinds/table.ts'
import { chooseReadAt, listCountedHolders } from './planReads.ts'
import type { FindBalance } from './reads.ts'
import type {
  CheckReport,
  Condition,
  ConditionReport,
  GroupReport,
  Requirement,
  RequirementNode,
  RequirementReport,
} from './types.ts'

export type CheckRequirementParameters = {
  readonly requirement: Requirement
  readonly holders: readonly Holder[]
  /** Looks up the balance of a planned read; undefined counts as unread. */
  readonly findBalance: FindBalance
}
type Moment = CheckRequirementParameters & { readonly isThen: boolean; readonly isNegated: boolean }

/** Judge a requirement from its balances, with a report on each part. */
export function checkRequirement(parameters: CheckRequirementParameters): CheckReport {
  const { requirement } = parameters
  const { root } = requirement
  return {
    now: checkNode(root, { ...parameters, isThen: false, isNegated: false }),
    before: isHeld(requirement) ? checkNode(root, { ...parameters, isThen: true, isNegated: false }) : null,
  }
}

function checkNode(node: RequirementNode, moment: Moment): RequirementReport {
  switch (node.kind) {
    case 'all':
      return checkGroup({ kind: node.kind, count: node.of.length, of: node.of, moment })
    case 'any':
      return checkGroup({ kind: node.kind, count: 1, of: node.of, moment })
    case 'atLeast':
      return checkGroup({ kind: node.kind, count: node.count, of: node.of, moment })
    case 'not':
      return checkNot(node.of, moment)
    default:
      return checkCondition(node, moment)
  }
}

function checkCondition(condition: Condition, moment: Moment): ConditionReport {
  const { requirement, holders, findBalance, isThen, isNegated } = moment
  const at = chooseReadAt({ requirement, condition, isThen })
  const findings = entryOf(condition).evaluate({
    condition,
    holders: listCountedHolders({ condition, holders }),
    find: findBalance,
    at,
    isNegated,
  })
  return {
    kind: 'condition',
    condition,
    verdict: findings.verdict,
    because: at && findings.because === 'too-little' ? 'not-held-then' : findings.because,
    found: findings.found,
    holders: findings.holders,
    block: findings.block,
    otherBlocks: findings.otherBlocks,
    source: findings.source,
    readAt: findings.readAt,
    tokenId: findings.tokenId,
    code: findings.code,
    chain: findings.chain,
  }
}

function checkGroup({
  kind,
  count,
  of,
  moment,
}: {
  kind: 'all' | 'any' | 'atLeast'
  count: number
  of: readonly RequirementNode[]
  moment: Moment
}): GroupReport {
  const parts = of.map((node) => checkNode(node, moment))
  const met = parts.filter(({ verdict }) => verdict === 'met').length
  const unchecked = parts.filter(({ verdict }) => verdict === 'unchecked').length
  // An empty group must stay closed. The parser refuses it, and so does this.
  const isMet = parts.length > 0 && met >= count
  const verdict = isMet ? 'met' : parts.length > 0 && met + unchecked >= count ? 'unchecked' : 'unmet'
  return { kind, count, verdict, of: parts }
}

/** `not` must hold for each wallet alone: the amounts of several wallets are not added. */
function checkNot(node: RequirementNode, moment: Moment): GroupReport {
  const inside = { ...moment, isNegated: !moment.isNegated }
  const parts = splitByAddress(moment.holders).map((holders) => checkNode(node, { ...inside, holders }))
  const decisive =
    parts.find(({ verdict }) => verdict === 'met') ??
    parts.find(({ verdict }) => verdict === 'unchecked') ??
    parts[0] ??
    checkNode(node, inside)
  const reversed = { met: 'unmet', unmet: 'met', unchecked: 'unchecked' } as const
  return { kind: 'not', count: 1, verdict: reversed[decisive.verdict], of: [decisive] }
}

/** Group holders by address: a contract that signed on two chains is one wallet. */
function splitByAddress(holders: readonly Holder[]): Holder[][] {
  const groups = new Map<string, Holder[]>()
  for (const holder of holders) {
    const group = groups.get(holder.address)
    if (group) group.push(holder)
    else groups.set(holder.address, [holder])
  }
  return [...groups.values()]
}
