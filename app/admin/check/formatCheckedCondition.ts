import { findChain } from '../../core/chain/findChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import type { UnmetReason } from '../../core/requirement/findings.ts'
import { formatAmount as formatUnits } from '../../core/requirement/formatReport.ts'
import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import type { ConditionReport } from '../../core/requirement/types.ts'
import { formatAmount } from '../formatAmount.ts'
import { formatInstant } from '../formatInstant.ts'
import { formatNeeds } from '../formatRequirement.ts'
import { formatTokenIds } from '../formatTokenIds.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { KIND_TEXTS } from '../kinds.ts'
import { formatCount } from '../list/formatCount.ts'
import { readCondition } from '../needs.ts'
import type { CheckedCondition, CheckedHolder } from './views.ts'

const REASONS = {
  'too-little': 'not enough',
  'too-much': 'more than allowed',
  'not-listed': '',
  listed: '',
  excluded: '',
  'no-wallet': '',
  'not-held-then': 'not enough',
} as const satisfies Record<UnmetReason, string>

/** Explain one condition of a check. */
export function formatCheckedCondition({
  report,
  timeZone,
}: {
  report: ConditionReport
  timeZone: string
}): Omit<CheckedCondition, 'verdict'> {
  const { condition, holders } = report
  const card = readCondition(condition)
  return {
    sentence: formatNeeds({ root: { kind: 'all', count: 1, of: [card] } }),
    outcome: formatOutcome(report),
    // If the read failed, the wallet's holdings are unknown, not zero.
    holders: report.verdict === 'unchecked' ? [] : holders.map((holder) => formatHolder({ report, holder })),
    facts: formatFacts({ report, timeZone }),
  }
}

function formatOutcome(report: ConditionReport): string {
  const { verdict, because, found, holders, condition } = report
  if (verdict === 'unchecked') return formatUnread(report)
  if (isList(report)) {
    return Number(found ?? 0n) === 0
      ? 'No wallet is on the list'
      : `${formatCount(Number(found ?? 0n), 'wallet is', 'wallets are')} on the list`
  }
  if (holders.length === 0) return `No wallet to check on ${nameOf(condition.chain)}`
  const reason = because ? REASONS[because] : ''
  const id = report.tokenId === undefined ? '' : ` with ID ${report.tokenId}`
  return `Found ${count(report, found ?? 0n)}${id}${reason === '' ? '' : `: ${reason}`}`
}

function formatUnread({ code, chain }: ConditionReport): string {
  if (code === 'ERR_TOKEN_READ') return `Could not check: the token could not be read on ${nameOf(chain)}`
  if (code === 'ERR_NFT_LISTING')
    return `Could not check: no endpoint of ${nameOf(chain)} lists NFTs of Metaplex Core`
  return `Could not check: ${nameOf(chain)} did not answer`
}

function formatHolder({
  report,
  holder: { address, via, amount, tokenIds },
}: {
  report: ConditionReport
  holder: ConditionReport['holders'][number]
}): CheckedHolder {
  if (isList(report)) return { address, via, found: amount > 0n ? 'On the list' : 'Not on the list' }
  const ids = tokenIds.length === 0 ? '' : ` (${formatTokenIds(tokenIds, 'and')})`
  return { address, via, found: `${count(report, amount)}${ids}` }
}

/** Format an amount with its unit: "1,250.5 HRBR", "2 NFTs". */
function count({ condition }: ConditionReport, amount: bigint): string {
  const text = formatAmount(formatUnits({ condition, amount }))
  const card = readCondition(condition)
  if (conditionFacts[card.kind].isCoin) return `${text} ${formatTokenName(card)}`
  const { unit } = KIND_TEXTS[card.kind]
  return `${text} ${amount === 1n ? unit.replace(/s$/, '') : unit}`
}

function formatFacts({ report, timeZone }: { report: ConditionReport; timeZone: string }): string[] {
  const { condition, block, source, readAt } = report
  if (isList(report) || block === null) return []
  const isSolana = condition.chain !== null && findChain(condition.chain)?.family === 'solana'
  return [
    nameOf(condition.chain),
    `${isSolana ? 'slot' : 'block'} ${block.toLocaleString('en')}`,
    ...(source === null ? [] : [`endpoint ${source}`]),
    ...(readAt === null ? [] : [formatInstant({ at: readAt, timeZone, hasSeconds: true })]),
  ]
}

function isList({ condition }: ConditionReport): boolean {
  return conditionFacts[condition.kind].asks !== 'holding'
}

function nameOf(chain: ChainSlug | null): string {
  return (chain && findChain(chain)?.name) ?? 'the chain'
}
