import { describe, expect, test } from 'vitest'
import { readFirstBlocks } from '../../../../app/chains/evm/erc1155/readFirstBlocks.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'

const [ethereum, base] = [parseChainSlug('ethereum'), parseChainSlug('base')]
const contract = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const other = parseEvmAddress(`0x${'cd'.repeat(20)}`)

describe('readFirstBlocks', () => {
  test('default: scans begin at block 0', () => {
    expect(readFirstBlocks({})({ chain: base, contract })).toEqual({ block: 0n, isExact: true })
  })

  test('behavior: a block for the chain is no proof for a contract, a block for the contract is', () => {
    const value = `13000000, 0x${'AB'.repeat(20)} = 15000000`
    const find = readFirstBlocks({ ERC1155_FIRST_BLOCK_ETHEREUM: value, ERC1155_FIRST_BLOCK_BASE: ' ' })
    expect(find({ chain: ethereum, contract })).toEqual({ block: 15_000_000n, isExact: true })
    expect(find({ chain: ethereum, contract: other })).toEqual({ block: 13_000_000n, isExact: false })
    expect(find({ chain: base, contract })).toEqual({ block: 0n, isExact: true })
  })

  test.each([
    ['ERC1155_FIRST_BLOCK_ETHEREUM', 'latest'],
    ['ERC1155_FIRST_BLOCK_ETHEREUM', '1,'],
    ['ERC1155_FIRST_BLOCK_ETHEREUM', '0xabc=1'],
    ['ERC1155_FIRST_BLOCK_ETHEREUM', `${contract}=0x10`],
    ['ERC1155_FIRST_BLOCK_SOLANA', '1'],
  ])('refuses: %s=%s (ERR_ENVIRONMENT)', (name, value) => {
    expect(() => readFirstBlocks({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'ERR_ENVIRONMENT' }),
    )
  })
})
