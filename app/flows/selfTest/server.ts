import { findChain } from '../../core/chain/findChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { Needs } from '../context.ts'
import { describeSkipped, describeStep } from './steps.ts'

/** Check that this server can read each chain that a gate names. */
export async function checkChains(
  ctx: Needs<'gates' | 'canReadChain'>,
  { shop }: { shop: Shop },
): Promise<SelfTestStep> {
  const chains = listUsedChains(await ctx.gates.list({ shopId: shop.id }))
  if (chains.length === 0) return describeSkipped('chains', 'No gate names a chain.')
  const missing = chains.filter((chain) => !ctx.canReadChain(chain))
  return describeStep(
    'chains',
    missing.map((chain) => `This server cannot read ${findChain(chain)?.name ?? chain}.`),
    { hint: 'endpoint' },
  )
}

/** List the chains that gates name. */
export function listUsedChains(gates: readonly Gate[]): ChainSlug[] {
  const named = gates.flatMap(({ requirement }) =>
    listConditions(requirement.root).flatMap(({ chain }) => chain ?? []),
  )
  return [...new Set(named)]
}

/** Check that this server tells its clients apart, as far as it has seen requests. */
export function checkAddresses(ctx: Needs<'readAddressFindings'>): SelfTestStep {
  const { hasFound, faults } = ctx.readAddressFindings()
  if (!hasFound && faults.length === 0)
    return describeSkipped('addresses', 'No shopper has asked this server since it started.')
  return describeStep('addresses', faults, { hint: 'proxies' })
}
