import { describe, expect, test } from 'vitest'
import { mergeFamilies } from '../../../app/chains/rpc/mergeFamilies.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { parseSolanaAddress } from '../../../app/core/chain/parseSolanaAddress.ts'
import type { Balance, BalanceRead } from '../../../app/core/requirement/reads.ts'

const [ethereum, solana] = [parseChainSlug('ethereum'), parseChainSlug('solana')]
const owner = parseEvmAddress(`0x${'a'.repeat(40)}`)
const mint = parseSolanaAddress('So11111111111111111111111111111111111111112')
const coin: BalanceRead = { chain: ethereum, kind: 'native', owner }
const spl: BalanceRead = { chain: solana, kind: 'spl', mint, owner: mint }
const nft: BalanceRead = { chain: solana, kind: 'collection', address: mint, owner: mint }
const read = (amount: bigint): Balance => ({ kind: 'read', amount, block: 1n })
const refuse = async (): Promise<never> => {
  throw new Error('must not be asked')
}

describe('mergeFamilies', () => {
  test('default', async () => {
    const readBalances = mergeFamilies({
      readEvmBalances: async (reads) => reads.map(() => read(1n)),
      readSolanaBalances: async (reads) => reads.map(({ kind }) => read(kind === 'spl' ? 2n : 3n)),
    })
    expect(await readBalances([nft, coin, spl])).toEqual([read(3n), read(1n), read(2n)])
  })

  test('behavior: a family without reads is not asked', async () => {
    const evmOnly = mergeFamilies({ readEvmBalances: async () => [read(1n)], readSolanaBalances: refuse })
    expect(await evmOnly([coin])).toEqual([read(1n)])
    const solanaOnly = mergeFamilies({ readEvmBalances: refuse, readSolanaBalances: async () => [read(2n)] })
    expect(await solanaOnly([spl])).toEqual([read(2n)])
    expect(await mergeFamilies({ readEvmBalances: refuse, readSolanaBalances: refuse })([])).toEqual([])
  })

  test('behavior: a read that a reader leaves out is unread', async () => {
    const readBalances = mergeFamilies({ readEvmBalances: async () => [], readSolanaBalances: refuse })
    expect(await readBalances([coin])).toEqual([{ kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }])
  })
})
