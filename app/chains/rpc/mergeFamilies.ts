import type { ChainFamily } from '../../core/chain/types.ts'
import type { Balance, BalanceRead, EvmRead, FlowRead, SolanaRead } from '../../core/requirement/reads.ts'

/** Reads balances in the order asked. If a chain fails, its balances are unread; it does not throw. */
export type ReadBalances = (reads: readonly BalanceRead[]) => Promise<Balance[]>

export type MergeFamiliesParameters = {
  readonly readEvmBalances: (reads: readonly EvmRead[]) => Promise<Balance[]>
  readonly readSolanaBalances: (reads: readonly SolanaRead[]) => Promise<Balance[]>
  readonly readFlowBalances: (reads: readonly FlowRead[]) => Promise<Balance[]>
}

/** Combine the readers of all families into one, which runs them in parallel. */
export function mergeFamilies({
  readEvmBalances,
  readSolanaBalances,
  readFlowBalances,
}: MergeFamiliesParameters): ReadBalances {
  return async (reads) => {
    const evm: EvmRead[] = []
    const solana: SolanaRead[] = []
    const flow: FlowRead[] = []
    for (const read of reads) {
      if (isEvm(read)) evm.push(read)
      else if (isFlow(read)) flow.push(read)
      else solana.push(read)
    }
    const [evmBalances, solanaBalances, flowBalances] = await Promise.all([
      evm.length === 0 ? [] : readEvmBalances(evm),
      solana.length === 0 ? [] : readSolanaBalances(solana),
      flow.length === 0 ? [] : readFlowBalances(flow),
    ])
    const left = { evm: evmBalances.values(), solana: solanaBalances.values(), flow: flowBalances.values() }
    return reads.map(
      (read) =>
        left[FAMILIES[read.kind]].next().value ?? {
          kind: 'unread',
          code: 'ERR_CHAIN_READ',
          chain: read.chain,
        },
    )
  }
}

const FAMILIES: { readonly [Kind in EvmRead['kind']]: 'evm' } & {
  readonly [Kind in SolanaRead['kind']]: 'solana'
} & { readonly [Kind in FlowRead['kind']]: 'flow' } = {
  native: 'evm',
  erc20: 'evm',
  erc721: 'evm',
  erc721Ids: 'evm',
  erc721Set: 'evm',
  erc1155: 'evm',
  erc1155All: 'evm',
  call: 'evm',
  delegation: 'evm',
  stake: 'solana',
  spl: 'solana',
  collection: 'solana',
  creator: 'solana',
  flowHolding: 'flow',
} satisfies { readonly [Kind in BalanceRead['kind']]: ChainFamily }

/** Whether a read is of an EVM chain, whose past blocks can be read. */
export function isEvm(read: BalanceRead): read is EvmRead {
  return FAMILIES[read.kind] === 'evm'
}

function isFlow(read: BalanceRead): read is FlowRead {
  return FAMILIES[read.kind] === 'flow'
}
