import { parseEvmAddress } from '../core/chain/parseEvmAddress.ts'
import type { FieldIssue, GateForm } from '../core/gate/form.ts'
import { invalidGate } from '../core/gate/invalidGate.ts'
import { listHolders } from '../core/requirement/holders.ts'
import { planReads } from '../core/requirement/planReads.ts'
import type { BalanceRead, Requirement } from '../core/requirement/types.ts'
import type { Needs } from './context.ts'

/** Whose balances are of no interest: whether they can be read is. */
const ANYBODY = parseEvmAddress(`0x${'1'.repeat(40)}`)

/**
 * Read what a snapshot is about once, before it is saved: a block that is not there yet, that lies before the token, or
 * that this server's endpoints no longer know would open the gate for nobody, ever.
 *
 * Costs a request per chain that the requirement reads at a block.
 * @throws {InputError} ERR_GATE_INVALID
 */
export async function checkSnapshots(
  ctx: Needs<'readBalances'>,
  { form, requirement }: { form: GateForm; requirement: Requirement },
): Promise<void> {
  const issues: Record<string, FieldIssue> = {}
  for (const { chain } of requirement.snapshots) {
    const holders = listHolders({ wallets: [{ chain, address: ANYBODY, kind: 'key' }] })
    const { reads } = planReads({ requirements: [requirement], holders })
    const past = [...reads].filter(
      (read): read is BalanceRead => read.kind !== 'list' && read.chain === chain && read.at !== undefined,
    )
    const balances = await ctx.readBalances({ reads: past, maxAgeSeconds: 0 })
    const unread = balances.find((balance) => balance.kind === 'unread')
    if (unread?.kind !== 'unread') continue
    const place = form.snapshots.findIndex((one) => one.chain === chain)
    issues[`snapshots.${place}.block`] =
      unread.code === 'ERR_TOKEN_READ' ? 'block-before-token' : 'block-unreadable'
  }
  if (Object.keys(issues).length > 0) throw invalidGate(issues)
}
