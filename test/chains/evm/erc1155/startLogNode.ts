import { createRpc } from '../../../../app/chains/rpc/createRpc.ts'
import { parseChainSlug } from '../../../../app/core/chain/parseChainSlug.ts'
import type { EvmAddress } from '../../../../app/core/chain/types.ts'
import { type AskedCall, answerRpc } from '../../rpc/answerRpc.ts'
import { startHttp } from '../../rpc/startHttp.ts'

export type Transfer = {
  readonly block: number
  readonly to: EvmAddress
  readonly ids: readonly bigint[]
  /** Units of each id; default 1. */
  readonly amount?: number
}

const single = '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62'
const batch = '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb'
const word = (value: bigint | number) => value.toString(16).padStart(64, '0')
const topic = (address: string) => `0x${address.slice(2).padStart(64, '0')}`

/** State of the node that a test changes while it runs. */
export type LogNode = {
  head: number
  /** Longest block range that it answers. */
  mostBlocks: number
  /** Most logs in one answer. */
  mostLogs: number
  readonly transfers: Transfer[]
  /** Block ranges requested, one entry per HTTP request. */
  readonly asked: string[][]
  /** Transaction counts by `address block`; the node refuses a missing one. */
  readonly nonces: Map<string, number>
  /** Changes a log before it is sent. */
  spoil: (log: Record<string, unknown>) => unknown
}

/** Start a node that knows only the transfers of one contract, and refuses ranges as providers do. */
export async function startLogNode({ contract }: { contract: EvmAddress }) {
  const chain = parseChainSlug('ethereum')
  const node: LogNode = {
    head: 0,
    mostBlocks: Number.POSITIVE_INFINITY,
    mostLogs: Number.POSITIVE_INFINITY,
    transfers: [],
    asked: [],
    nonces: new Map(),
    spoil: (log) => log,
  }
  const answer = ({ id, method, params }: AskedCall) => {
    const say = (result: unknown) => ({ jsonrpc: '2.0', id, result })
    if (method === 'eth_blockNumber') return say(`0x${node.head.toString(16)}`)
    const nonce = node.nonces.get(`${params[0]} ${Number(params[1])}`)
    if (method === 'eth_getTransactionCount' && nonce !== undefined) return say(`0x${nonce}`)
    if (method !== 'eth_getLogs') return { jsonrpc: '2.0', id, error: { code: -32601, message: 'unknown' } }
    const { fromBlock, toBlock, topics } = params[0] as {
      fromBlock: string
      toBlock: string
      topics: [unknown, null, null, string[]]
    }
    const [from, until] = [Number(fromBlock), toBlock === 'latest' ? node.head : Number(toBlock)]
    const found = node.transfers.filter(
      ({ block, to }) => block >= from && block <= until && topics[3].includes(topic(to)),
    )
    if (until - from + 1 > node.mostBlocks)
      return { jsonrpc: '2.0', id, error: { code: -32600, message: 'block range is too wide' } }
    if (found.length > node.mostLogs)
      return {
        jsonrpc: '2.0',
        id,
        error: { code: -32005, message: 'query returned more than 10000 results' },
      }
    return say(found.map((transfer) => node.spoil(formatLog({ contract, transfer }))))
  }
  const { url, close } = await startHttp(
    answerRpc((calls) => {
      node.asked.push(
        calls.flatMap(({ method, params }) => {
          if (method !== 'eth_getLogs') return []
          const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string }
          return [`${Number(fromBlock)}-${toBlock === 'latest' ? toBlock : Number(toBlock)}`]
        }),
      )
      const answers = calls.map(answer)
      // The client sends the nonce request alone and all others in batches.
      const isAlone = calls[0]?.method === 'eth_getTransactionCount'
      return JSON.stringify(isAlone ? answers[0] : answers)
    }),
  )
  /** A new client without memory of the node's earlier answers. */
  const openRpc = () => createRpc({ endpointUrls: new Map([[chain, [url]]]) })
  return { chain, node, openRpc, close }
}

function formatLog({ contract, transfer }: { contract: EvmAddress; transfer: Transfer }) {
  const { block, to, ids, amount = 1 } = transfer
  const [id = 0n, ...more] = ids
  const count = word(ids.length)
  const data =
    more.length === 0
      ? word(id) + word(amount)
      : word(64) +
        word(96 + 32 * ids.length) +
        count +
        ids.map(word).join('') +
        count +
        ids.map(() => word(amount)).join('')
  return {
    address: contract,
    topics: [more.length === 0 ? single : batch, topic(to), topic(`0x${'0'.repeat(40)}`), topic(to)],
    data: `0x${data}`,
    blockNumber: `0x${block.toString(16)}`,
  }
}
