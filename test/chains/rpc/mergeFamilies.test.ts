import { describe, expect, test } from 'vitest'
import { mergeFamilies } from '../../../app/chains/rpc/mergeFamilies.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { parseFlowAddress } from '../../../app/core/chain/parseFlowAddress.ts'
import { parseFlowContract } from '../../../app/core/chain/parseFlowContract.ts'
import { parseSolanaAddress } from '../../../app/core/chain/parseSolanaAddress.ts'
import type { Balance, BalanceRead } from '../../../app/core/requirement/reads.ts'

const [ethereum, solana] = [parseChainSlug('ethereum'), parseChainSlug('solana')]
const owner = parseEvmAddress(`0x${'a'.repeat(40)}`)
const mint = parseSolanaAddress('So11111111111111111111111111111111111111112')
const coin: BalanceRead = { chain: ethereum, kind: 'native', owner }
const spl: BalanceRead = { chain: solana, kind: 'spl', mint, owner: mint }
const nft: BalanceRead = { chain: solana, kind: 'collection', address: mint, owner: mint }
const flow: BalanceRead = {
  ...{ chain: parseChainSlug('flow'), kind: 'flowHolding', owner: parseFlowAddress('0x0b2a3299cc857e29') },
  contract: parseFlowContract('A.0b2a3299cc857e29.TopShot'),
}
const read = (amount: bigint): Balance => ({ kind: 'read', amount, block: 1n })
const refuse = async (): Promise<never> => {
  throw new Error('must not be asked')
}
const nobody = { readEvmBalances: refuse, readSolanaBalances: refuse, readFlowBalances: refuse }

describe('mergeFamilies', () => {
  test('default', async () => {
    const readBalances = mergeFamilies({
      readEvmBalances: async (reads) => reads.map(() => read(1n)),
      readSolanaBalances: async (reads) => reads.map(({ kind }) => read(kind === 'spl' ? 2n : 3n)),
      readFlowBalances: async (reads) => reads.map(() => read(4n)),
    })
    expect(await readBalances([nft, coin, flow, spl])).toEqual([read(3n), read(1n), read(4n), read(2n)])
  })

  test('behavior: a family without reads is not asked', async () => {
    const evmOnly = mergeFamilies({ ...nobody, readEvmBalances: async () => [read(1n)] })
    expect(await evmOnly([coin])).toEqual([read(1n)])
    const solanaOnly = mergeFamilies({ ...nobody, readSolanaBalances: async () => [read(2n)] })
    expect(await solanaOnly([spl])).toEqual([read(2n)])
    const flowOnly = mergeFamilies({ ...nobody, readFlowBalances: async () => [read(3n)] })
    expect(await flowOnly([flow])).toEqual([read(3n)])
    expect(await mergeFamilies(nobody)([])).toEqual([])
  })

  test('behavior: a read that a reader leaves out is unread', async () => {
    const readBalances = mergeFamilies({ ...nobody, readEvmBalances: async () => [] })
    expect(await readBalances([coin])).toEqual([{ kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }])
  })
})
