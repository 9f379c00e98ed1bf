import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { invalidGate } from '../../core/gate/invalidGate.ts'
import type { FieldIssue } from '../../core/gate/issues.ts'
import type { Holder } from '../../core/requirement/holders.ts'
import { isHeld } from '../../core/requirement/holdingTime.ts'
import { planReads } from '../../core/requirement/planReads.ts'
import type { BalanceRead } from '../../core/requirement/reads.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import type { Needs } from '../context.ts'

/** A holder to read with: only whether the read succeeds matters, not the balance. */
const ANYBODY: Holder = { kind: 'wallet', address: parseEvmAddress(`0x${'1'.repeat(40)}`), onlyOn: null }

/**
 * Read the past blocks of a requirement once before it is saved. A block may not exist yet, be older than the token, or
 * be pruned at this server's endpoints. Then the gate would never open for anybody.
 *
 * Costs a request per chain that the requirement reads at a block, or reads twice for a holding time.
 * @throws {InputError} ERR_GATE_INVALID
 */
export async function checkPast(
  ctx: Needs<'readBalances'>,
  { form, requirement }: { form: GateForm; requirement: Requirement },
): Promise<void> {
  const issues: Record<string, FieldIssue> = {}
  for (const { chain } of requirement.snapshots) {
    const reads = listChainReads(requirement).filter((read) => read.chain === chain && read.at !== undefined)
    const balances = await ctx.readBalances({ reads, maxAgeSeconds: 0 })
    const unread = balances.find((balance) => balance.kind === 'unread')
    if (unread?.kind !== 'unread') continue
    const place = form.snapshots.findIndex((one) => one.chain === chain)
    issues[`snapshots.${place}.block`] =
      unread.code === 'ERR_TOKEN_READ' ? 'block-before-token' : 'block-unreadable'
  }
  if (isHeld(requirement) && !(await canReadPast(ctx, requirement))) {
    issues.heldFor = 'block-unreadable'
  }
  if (Object.keys(issues).length > 0) throw invalidGate(issues)
}

/**
 * Whether each chain that can be read now can also be read at the past block. A chain that does not answer now proves
 * nothing.
 */
async function canReadPast(ctx: Needs<'readBalances'>, requirement: Requirement): Promise<boolean> {
  const reads = listChainReads(requirement)
  const balances = await ctx.readBalances({ reads, maxAgeSeconds: 0 })
  const answering = new Set(
    reads.flatMap(({ chain, at }, i) => (!at && balances[i]?.kind === 'read' ? [chain] : [])),
  )
  return reads.every(({ chain, at }, i) => {
    const balance = balances[i]
    const isLost = balance?.kind === 'unread' && balance.code === 'ERR_CHAIN_READ'
    return !at || !isLost || !answering.has(chain)
  })
}

function listChainReads(requirement: Requirement): BalanceRead[] {
  const { reads } = planReads({ requirements: [requirement], holders: [ANYBODY] })
  return reads.flatMap((read) => {
    if (read.kind === 'list') return []
    // Any id shows whether the block is there; finding all ids would only be slow.
    return read.kind === 'erc1155All' ? [{ ...read, kind: 'erc1155', tokenId: 0n }] : [read]
  })
}
