import { chains } from '../../../core/chain/chains.ts'
import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { SetupError } from '../../../core/errors/base.ts'
import { nullIfKnown } from '../../../core/errors/nullIfKnown.ts'
import type { Rpc } from '../../rpc/types.ts'

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
 * Parse `ERC1155_FIRST_BLOCK_<CHAIN>`: block numbers separated by commas, `0x…=123` for one contract and `123` for the
 * others of the chain. Contracts without an entry start at block 0.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readFirstBlocks(env: Readonly<Record<string, string | undefined>>): FindFirstBlock {
  const slugs = new Map(
    chains
      .filter(({ family }) => family === 'evm')
      .map(({ slug }) => [`${PREFIX}${slug.toUpperCase()}`, slug]),
  )
  const named = new Map<string, bigint>()
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || !value?.trim()) continue
    const slug = slugs.get(name)
    if (!slug) {
      throw new SetupError('ERR_ENVIRONMENT', `${name} does not name an EVM chain that this server knows.`, {
        hint: `Use one of: ${[...slugs.keys()].join(', ')}.`,
      })
    }
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

type RequireFirstBlockParameters = {
  readonly chain: ChainSlug
  readonly contracts: readonly EvmAddress[]
  readonly findFirstBlock: FindFirstBlock
  readonly timeoutMs: number
}

/**
 * Make a check that finds the contracts that did not exist before their first block, so that none of their logs is
 * missed.
 *
 * A block that was set for a whole chain proves nothing about a contract. So the check reads the contract's nonce at
 * the block before; it is 1 or more from the creation on. One request for each contract; a proof is cached in the
 * process.
 * @see https://eips.ethereum.org/EIPS/eip-161
 */
export function createRequireFirstBlock({ rpc, warn }: { rpc: Rpc; warn: (sentence: string) => void }) {
  const proven = new Set<string>()
  const warned = new Set<string>()
  return async (parameters: RequireFirstBlockParameters): Promise<ReadonlySet<EvmAddress>> => {
    const { chain, contracts, findFirstBlock, timeoutMs } = parameters
    const exact = new Set<EvmAddress>()
    const ask = async (contract: EvmAddress) => {
      const { block, isExact } = findFirstBlock({ chain, contract })
      const key = `${chain} ${contract}`
      const isCovered = isExact || proven.has(key)
      const nonce = isCovered ? 0n : await readNonce({ rpc, chain, contract, block: block - 1n, timeoutMs })
      if (nonce === 0n) {
        exact.add(contract)
        if (!isExact) proven.add(key)
      } else if (!warned.has(key)) {
        warned.add(key)
        warn(
          `The tokens of ${contract} on ${chain} cannot be counted from block ${block}: ${nonce === null ? 'no endpoint says whether the contract existed before that block' : 'the contract existed before that block'}. Set ERC1155_FIRST_BLOCK_${chain.toUpperCase()}=${contract}=<its first block>.`,
        )
      }
    }
    await Promise.all([...new Set(contracts)].map(ask))
    return exact
  }
}

type ReadNonceParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly block: bigint
  readonly timeoutMs: number
}

async function readNonce(parameters: ReadNonceParameters): Promise<bigint | null> {
  const { rpc, chain, contract, block, timeoutMs } = parameters
  const params = [contract, `0x${block.toString(16)}`]
  const request = { chain, method: 'eth_getTransactionCount', params, isPinned: true, timeoutMs }
  return rpc({ ...request, parse: parseNonce }).catch(nullIfKnown)
}

function parseNonce(result: unknown): bigint {
  if (typeof result === 'string' && /^0x[0-9a-f]{1,16}$/i.test(result)) return BigInt(result)
  throw new Error('the nonce is invalid')
}
