import { familyOf } from '../core/chain/familyOf.ts'
import type { Balance, BalanceRead, EvmRead, SolanaRead } from '../core/requirement/types.ts'

export type CreateReadBalancesParameters = {
  readonly readEvmBalances: (reads: readonly EvmRead[]) => Promise<Balance[]>
  readonly readSolanaBalances: (reads: readonly SolanaRead[]) => Promise<Balance[]>
}

/** Make a reader for the chains of both families, which are asked side by side; answers in the order asked. */
export function createReadBalances({ readEvmBalances, readSolanaBalances }: CreateReadBalancesParameters) {
  return async (reads: readonly BalanceRead[]): Promise<Balance[]> => {
    const isEvm = (read: BalanceRead): read is EvmRead => familyOf(read.chain) === 'evm'
    const evm = reads.filter(isEvm)
    const solana = reads.filter((read): read is SolanaRead => !isEvm(read))
    const [ofEvm, ofSolana] = await Promise.all([
      evm.length > 0 ? readEvmBalances(evm) : [],
      solana.length > 0 ? readSolanaBalances(solana) : [],
    ])
    const [nextEvm, nextSolana] = [ofEvm.values(), ofSolana.values()]
    return reads.map((read): Balance => {
      const answer = (isEvm(read) ? nextEvm : nextSolana).next().value
      return answer ?? { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain }
    })
  }
}
