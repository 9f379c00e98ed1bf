import { describe, expect, test } from 'vitest'
import { readerInitcode } from '../../../app/chains/evm/multicall/initcode.ts'
import { createReadBalances } from '../../../app/chains/evm/readEvmBalances.ts'
import type { Rpc } from '../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { BalanceRead } from '../../../app/core/requirement/types.ts'

const chain = parseChainSlug('ethereum')
const address = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const many = (count: number): BalanceRead[] =>
  Array.from({ length: count }, (_, i) => ({
    chain,
    kind: 'erc1155',
    contract: address,
    owner: address,
    tokenId: BigInt(i),
  }))
const read = { kind: 'read', amount: 7n, block: 100n }
const unread = { kind: 'unread', code: 'ERR_CHAIN_READ', chain }
const word = (value: number, bytes: number) => value.toString(16).padStart(bytes * 2, '0')

type Asked = { readonly tag: string; readonly count: number; readonly timeoutMs: number }

/** A node in which everybody has 7 of everything; `blockOf` says which block it answers for, or null. */
function fakeNode(blockOf: (tag: string) => number | null, asked: Asked[]): Rpc {
  return async ({ params, parse, timeoutMs }) => {
    const [transaction, tag] = params as [{ data: string }, string]
    const count = Number.parseInt(transaction.data.slice(readerInitcode.length).slice(0, 4), 16)
    asked.push({ tag, count, timeoutMs })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const block = blockOf(tag)
    if (block === null) throw new UpstreamError('ERR_CHAIN_READ', 'The node does not know that block.')
    return parse(`0x${word(block, 8)}${word(1, 8)}${`20${word(7, 32)}`.repeat(count)}`)
  }
}

async function ask(count: number, blockOf: (tag: string) => number | null) {
  const asked: Asked[] = []
  const readBalances = createReadBalances({ rpc: fakeNode(blockOf, asked) })
  return { balances: await readBalances(many(count)), asked }
}

describe('readBalances', () => {
  test('default', async () => {
    const { balances, asked } = await ask(400, () => 100)
    expect(balances).toEqual(Array(400).fill(read))
    expect(asked).toMatchObject([{ tag: 'latest', count: 400 }])
  })

  test('behavior: above 400 reads the rest are asked at the block of the first 400, within the same time', async () => {
    const { balances, asked } = await ask(1_000, () => 100)
    expect(balances).toEqual(Array(1_000).fill(read))
    expect(asked).toMatchObject([
      { tag: 'latest', count: 400 },
      { tag: '0x64', count: 400 },
      { tag: '0x64', count: 200 },
    ])
    const [first = 0, ...others] = asked.map(({ timeoutMs }) => timeoutMs)
    expect(first).toBeLessThanOrEqual(8_000)
    for (const other of others) expect(other).toBeLessThan(first - 10)
  })

  test('refuses: the rest where the node does not know the block yet (ERR_CHAIN_READ)', async () => {
    const { balances } = await ask(401, (tag) => (tag === 'latest' ? 100 : null))
    expect(balances).toEqual([...Array(400).fill(read), unread])
  })

  test('refuses: the rest where the node answers for another block (ERR_CHAIN_READ)', async () => {
    const { balances } = await ask(401, (tag) => (tag === 'latest' ? 100 : 101))
    expect(balances).toEqual([...Array(400).fill(read), unread])
  })

  test('refuses: everything where the first 400 cannot be read, in one request (ERR_CHAIN_READ)', async () => {
    const { balances, asked } = await ask(401, () => null)
    expect(balances).toEqual(Array(401).fill(unread))
    expect(asked).toHaveLength(1)
  })
})
