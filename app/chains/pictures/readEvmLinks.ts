import { encodeFunctionData, parseAbi } from 'viem/utils'
import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { InnerResult } from '../evm/multicall/decodeAnswers.ts'
import { readContracts } from '../evm/readContracts.ts'
import type { Rpc } from '../rpc/types.ts'
import { decodeText } from './decodeText.ts'

export type ReadEvmLinksParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly contract: EvmAddress
}

const abi = parseAbi([
  'function contractURI() view returns (string)',
  'function tokenURI(uint256 id) view returns (string)',
  'function uri(uint256 id) view returns (string)',
])

/** The collection's own metadata first. Most collections number their tokens from 1 or 0. */
const QUESTIONS = [
  { functionName: 'contractURI' },
  { functionName: 'tokenURI', args: [1n] },
  { functionName: 'tokenURI', args: [0n] },
  { functionName: 'uri', args: [1n] },
  { functionName: 'uri', args: [0n] },
] as const

const timeoutMs = 8_000
/** A token that is drawn on the chain takes much gas. */
const gasCap = 9_000_000
/** A longer answer is read again, alone. */
const limit = 1_024
const mostBytes = 600_000

/**
 * Read the links to the metadata of a collection and of its first tokens, without those that it does not have.
 * @throws {UpstreamError} ERR_CHAIN_READ
 * @see https://eips.ethereum.org/EIPS/eip-7572, https://eips.ethereum.org/EIPS/eip-1155#metadata
 */
export async function readEvmLinks({ rpc, chain, contract }: ReadEvmLinksParameters): Promise<string[]> {
  const calls = QUESTIONS.map((question) => ({
    ...{ target: contract, limit, gasCap },
    data: encodeFunctionData({ abi, ...question }).slice(2),
  }))
  const { results } = await readContracts({ rpc, chain, calls, timeoutMs })
  const links: string[] = []
  for (const [i, result] of results.entries()) {
    const id = QUESTIONS[i]?.functionName === 'uri' ? QUESTIONS[i].args[0] : null
    const data = calls[i]?.data ?? ''
    const link = await readLink({ rpc, chain, contract, data, result })
    if (link !== '') links.push(id === null ? link : link.replaceAll('{id}', formatId(id)))
  }
  return [...new Set(links)]
}

async function readLink({
  rpc,
  chain,
  contract,
  data,
  result,
}: ReadEvmLinksParameters & { data: string; result: InnerResult }): Promise<string> {
  if (result.kind !== 'answer') return ''
  const given = Buffer.from(result.data, 'hex')
  if (given.length < limit) return decodeText(given)
  return rpc({
    ...{ chain, timeoutMs, method: 'eth_call', maxBytes: mostBytes },
    params: [{ to: contract, data: `0x${data}` }, 'latest'],
    parse: (answer) => {
      if (typeof answer !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(answer))
        throw new Error('This is no data.')
      return decodeText(Buffer.from(answer.slice(2), 'hex'))
    },
  })
}

/** @see https://eips.ethereum.org/EIPS/eip-1155#metadata */
function formatId(id: bigint): string {
  return id.toString(16).padStart(64, '0')
}
