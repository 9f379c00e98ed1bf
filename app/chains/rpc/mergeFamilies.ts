import type { Balance, BalanceRead, EvmRead, SolanaRead } from '../../core/requirement/reads.ts'

/** Reads balances in the order asked. If a chain fails, its balances are unread; it does not throw. */
export type ReadBalances = (reads: readonly BalanceRead[]) => Promise<Balance[]>

export type MergeFamiliesParameters = {
  readonly readEvmBalances: (reads: readonly EvmRead[]) => Promise<Balance[]>
  readonly readSolanaBalances: (reads: readonly SolanaRead[]) => Promise<Balance[]>
}

/** Combine the readers of both families into one, which runs them in parallel. */
export function mergeFamilies({
  readEvmBalances,
  readSolanaBalances,
}: MergeFamiliesParameters): ReadBalances {
  return async (reads) => {
    const evm: EvmRead[] = []
    const solana: SolanaRead[] = []
    for (const read of reads) {
      if (isSolana(read)) solana.push(read)
      else evm.push(read)
    }
    const [evmBalances, solanaBalances] = await Promise.all([
      evm.length === 0 ? [] : readEvmBalances(evm),
      solana.length === 0 ? [] : readSolanaBalances(solana),
    ])
    let evmAt = 0
    let solanaAt = 0
    return reads.map((read) => {
      const balance = isSolana(read) ? solanaBalances[solanaAt++] : evmBalances[evmAt++]
      return balance ?? { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain }
    })
  }
}

const FAMILIES: { readonly [Kind in EvmRead['kind']]: 'evm' } & {
  readonly [Kind in SolanaRead['kind']]: 'solana'
} = {
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
}

/** Whether a read is of the Solana family. */
export function isSolana(read: BalanceRead): read is SolanaRead {
  return FAMILIES[read.kind] === 'solana'
}
