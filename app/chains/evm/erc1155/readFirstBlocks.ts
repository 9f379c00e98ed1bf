import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { SetupError } from '../../../core/errors/base.ts'
import { listChainVariables } from '../../rpc/chainVariables.ts'

/** The block at which the scan of a contract's logs starts. */
type FirstBlock = {
  readonly block: bigint
  /** Whether the operator set it for this contract, or it is block 0: no log can be before it. */
  readonly isExact: boolean
}
export type FindFirstBlock = (parameters: {
  readonly chain: ChainSlug
  readonly contract: EvmAddress
}) => FirstBlock

const PREFIX = 'ERC1155_FIRST_BLOCK_'

/**
 * Read the variables `ERC1155_FIRST_BLOCK_<CHAIN>`, and make the look-up of a contract's first block.
 *
 * A variable has block numbers separated by commas: `0x…=123` for one contract, `123` for the others of the chain.
 * Contracts without an entry start at block 0.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readFirstBlocks(env: Readonly<Record<string, string | undefined>>): FindFirstBlock {
  const named = new Map<string, bigint>()
  for (const { name, value, slug } of listChainVariables({ env, prefix: PREFIX, family: 'evm' })) {
    for (const entry of value.split(',')) {
      const { contract, block } = parseEntry({ name, entry: entry.trim() })
      named.set(`${slug} ${contract}`, block)
    }
  }
  return ({ chain, contract }) => {
    const own = named.get(`${chain} ${contract}`)
    if (own !== undefined) return { block: own, isExact: true }
    const block = named.get(`${chain} `) ?? 0n
    return { block, isExact: block === 0n }
  }
}

function parseEntry({ name, entry }: { name: string; entry: string }): { contract: string; block: bigint } {
  const [first = '', second] = entry.split('=').map((part) => part.trim())
  const [contract, block] = second === undefined ? ['', first] : [first.toLowerCase(), second]
  if (/^[0-9]{1,15}$/.test(block) && /^(?:0x[0-9a-f]{40})?$/.test(contract))
    return { contract, block: BigInt(block) }
  throw new SetupError('ERR_ENVIRONMENT', `${name} contains an entry that is not a block number.`, {
    hint: 'Write a number for the whole chain, or 0x…=number for one contract, separated by commas.',
  })
}
