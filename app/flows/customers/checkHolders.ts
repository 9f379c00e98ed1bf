import { chooseNextCheck } from '../../core/customer/chooseNextCheck.ts'
import type { DueCustomer, HolderFinding } from '../../core/customer/types.ts'
import type { Gate, ShopId } from '../../core/gate/types.ts'
import { checkRequirement } from '../../core/requirement/checkRequirement.ts'
import { evaluateReport } from '../../core/requirement/evaluateReport.ts'
import { listHolders, removeIdleVaults } from '../../core/requirement/holders.ts'
import { planReads } from '../../core/requirement/planReads.ts'
import type { FindBalance } from '../../core/requirement/reads.ts'
import type { Needs } from '../context.ts'
import { readForRequirements } from '../unlocks/readForRequirements.ts'

/** Customers' gates whose tokens are read at once. */
const MOST_CHECKED = 100

/**
 * Read the tokens of customers who are due, each gate's customers together: one request to each of its chains. Who does
 * not hold them any more leaves. What could not be read changes nothing, and is tried again in an hour.
 */
export async function checkHolders(
  ctx: Needs<'now' | 'customers' | 'readBalances' | 'lists'>,
  { shopId, gates }: { shopId: ShopId; gates: readonly Gate[] },
): Promise<void> {
  const numbers = gates.map(({ number }) => number)
  const due = await ctx.customers.listDue({ shopId, gates: numbers, at: ctx.now(), limit: MOST_CHECKED })
  for (const gate of gates) {
    const own = due.filter((one) => one.gate === gate.number)
    if (own.length === 0) continue
    const find = await createFinder(ctx, { gate, customers: own })
    for (const customer of own) {
      const finding = find(customer)
      const at = ctx.now()
      const isUnread = finding.kind === 'unread'
      const nextCheckAt = chooseNextCheck({ customerId: customer.customerId, at, isUnread })
      await ctx.customers.setChecked({ shopId, due: customer, finding, at, nextCheckAt })
    }
  }
}

/** Read what some customers hold, and make a function that judges each of them by their own wallets alone. */
async function createFinder(
  ctx: Needs<'readBalances' | 'lists'>,
  { gate, customers }: { gate: Gate; customers: readonly DueCustomer[] },
): Promise<(customer: DueCustomer) => HolderFinding> {
  const { shopId, requirement } = gate
  const wallets = customers.flatMap((one) => one.wallets)
  const vaults = customers.flatMap((one) => one.vaults)
  const { findBalance } = await readForRequirements(ctx, {
    ...{ shopId, requirements: [requirement], maxAgeSeconds: 0 },
    holders: listHolders({ wallets, vaults }),
  })
  return (customer) => evaluateCustomer({ gate, customer, findBalance })
}

function evaluateCustomer({
  gate: { requirement },
  customer,
  findBalance,
}: {
  gate: Gate
  customer: DueCustomer
  findBalance: FindBalance
}): HolderFinding {
  const named = listHolders(customer)
  // The customer's wallets were taken by another customer, or were never known.
  if (named.length === 0) return { kind: 'unmet' }
  const { reads } = planReads({ requirements: [requirement], holders: named })
  const own = removeIdleVaults({ holders: named, reads, findBalance })
  const verdict = evaluateReport(checkRequirement({ requirement, ...own }))
  if (verdict.kind === 'met') return { kind: 'met' }
  return verdict.kind === 'unmet' ? { kind: 'unmet' } : { kind: 'unread', chain: verdict.chain }
}
