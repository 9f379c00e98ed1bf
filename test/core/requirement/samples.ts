import type { ChainSlug, EvmAddress, FlowAddress, SolanaAddress } from '../../../app/core/chain/types.ts'
import type { ProvenWallet } from '../../../app/core/login/types.ts'
import { checkRequirement } from '../../../app/core/requirement/checkRequirement.ts'
import { createFindBalance } from '../../../app/core/requirement/createFindBalance.ts'
import { evaluateReport } from '../../../app/core/requirement/evaluateReport.ts'
import { listHolders, removeIdleVaults } from '../../../app/core/requirement/holders.ts'
import type { Erc721Condition } from '../../../app/core/requirement/kinds/erc721.ts'
import { planReads } from '../../../app/core/requirement/planReads.ts'
import type { Balance, Read } from '../../../app/core/requirement/reads.ts'
import type { Requirement, RequirementNode } from '../../../app/core/requirement/types.ts'

export const ethereum = 'ethereum' as ChainSlug
export const solana = 'solana' as ChainSlug
export const address = (digit: string) => `0x${digit.repeat(40)}` as EvmAddress
export const solanaAddress = (letter: string) => letter.repeat(44) as SolanaAddress
/** A wallet on Flow. */
export const flowAccount: ProvenWallet = {
  ...{ chain: 'flow' as ChainSlug, address: '0x0b2a3299cc857e29' as FlowAddress, kind: 'key' },
}
export const LIST = '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c01'

export function wallet(digit: string, kind: ProvenWallet['kind'] = 'key'): ProvenWallet {
  return { chain: ethereum, address: address(digit), kind }
}

export function owls(over: Partial<Erc721Condition> = {}): Erc721Condition {
  return {
    kind: 'erc721',
    chain: ethereum,
    contract: address('a'),
    label: { name: 'Night Owls', symbol: 'OWL' },
    minimum: 1n,
    maximum: null,
    tokenIds: [],
    ...over,
  }
}

export function require(root: RequirementNode, over: Partial<Requirement> = {}): Requirement {
  return { v: 1, root, heldForBlocks: 0, heldForHours: 0, snapshots: [], ...over }
}

export const read = (amount: bigint, over: Partial<Extract<Balance, { kind: 'read' }>> = {}): Balance => ({
  kind: 'read',
  amount,
  block: 7n,
  ...over,
})
export const unread: Balance = { kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }

/** Judge a requirement as the flows do; `answer` simulates the chains and the lists. */
export function judge({
  requirement,
  wallets,
  vaults,
  answer,
}: {
  requirement: Requirement
  wallets: readonly ProvenWallet[]
  vaults?: Parameters<typeof listHolders>[0]['vaults']
  answer: (read: Read) => Balance
}) {
  const named = listHolders({ wallets, vaults })
  const planned = planReads({ requirements: [requirement], holders: named })
  const { reads } = planned
  const balances = createFindBalance({ planned, balances: reads.map(answer) })
  const { holders, findBalance } = removeIdleVaults({ holders: named, reads, findBalance: balances })
  const report = checkRequirement({ requirement, holders, findBalance })
  return { reads, report, verdict: evaluateReport(report) }
}
