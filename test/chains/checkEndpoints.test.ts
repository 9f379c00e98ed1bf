import { afterEach, describe, expect, test } from 'vitest'
import { checkEndpoints } from '../../app/chains/checkEndpoints.ts'
import { addressOfMulticall3 } from '../../app/chains/evm/multicall3/encodeAggregate.ts'
import { createEndpoints } from '../../app/chains/rpc/createEndpoints.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { type AskedCall, answerCall, answerRpc } from './rpc/answerRpc.ts'
import { startHttp } from './rpc/startHttp.ts'
import { stopClock } from './rpc/stopClock.ts'

const word = (value: number, bytes = 32) => value.toString(16).padStart(bytes * 2, '0')
/** Block 7 of chain 1, in the encodings of our own program and of Multicall3. */
const ours = { result: `0x${word(7, 8)}${word(1, 8)}` }
const head = (value: number) => word(1) + word(64) + word(32) + word(value)
const theirs = { result: `0x${word(32)}${word(2)}${word(64)}${word(192)}${head(1)}${head(7)}` }
type Answer = { result: unknown } | { error: { code: number; message?: string } }

stopClock()
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** A node with a configurable answer to a call without an address; null closes the connection. */
async function startNode(chain: string, clock?: () => number) {
  const node: { asked: string[]; deployless: Answer | null; genesis: string } = {
    asked: [],
    deployless: ours,
    genesis: '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d',
  }
  const answer = ({ method, params }: AskedCall): Answer | null => {
    if (method === 'eth_chainId') return { result: '0x1' }
    if (method === 'getGenesisHash') return { result: node.genesis }
    return (params[0] as { to?: string }).to === addressOfMulticall3(parseChainSlug('ethereum'))
      ? theirs
      : node.deployless
  }
  const { url, close } = await startHttp((request, response) =>
    answerRpc(([call]) => {
      const said = call ? answer(call) : null
      node.asked.push(call?.method ?? '')
      if (call && said) return JSON.stringify(answerCall(call.id, said))
      request.socket.destroy()
      return ''
    })(request, response),
  )
  closers.push(close)
  const endpoints = createEndpoints({ endpointUrls: new Map([[parseChainSlug(chain), [url]]]), clock })
  const probe = async (isAgain = false) => {
    node.asked.length = 0
    await checkEndpoints({ endpoints, isAgain })
    return endpoints.report()[0]
  }
  return { node, probe, endpoints }
}

describe('checkEndpoints', () => {
  test('default: the latest block that an endpoint reports is remembered', async () => {
    const { probe } = await startNode('ethereum')
    expect(await probe()).toMatchObject({ ability: 'deployless', head: 7n, state: 'healthy' })
  })

  test('refuses: the block of a stalled endpoint as the head of its chain (lags)', async () => {
    let now = 0
    const { probe, endpoints } = await startNode('ethereum', () => now)
    const [endpoint] = endpoints.list()
    endpoint?.heads.add(99n)
    now += 31_000
    expect(await probe()).toMatchObject({ ability: 'deployless', head: 99n })
    expect(endpoint?.heads.within(15_000)).toBeNull()
  })

  test.each<[string, Answer | null]>([
    ['an interrupted connection', null],
    ['a rate limit', { error: { code: -32_005 } }],
    ['an inner error', { error: { code: -32_603, message: 'Internal error' } }],
    ['a missing state', { error: { code: -32_000, message: 'missing trie node' } }],
    ['a missing block', { error: { code: -32_602, message: 'header not found' } }],
    ['an invalid result', { result: null }],
    ['a truncated result', { result: ours.result.slice(0, 20) }],
  ])('behavior: %s does not classify an endpoint', async (_case, bad) => {
    const { node, probe } = await startNode('ethereum')
    node.deployless = bad
    expect(await probe()).toMatchObject({ ability: null })
    node.deployless = ours
    expect(await probe(true)).toMatchObject({ ability: 'deployless' })
    // A known ability is neither probed again nor forgotten.
    expect(await probe(true)).toMatchObject({ ability: 'deployless' })
    expect(node.asked).toEqual([])
  })

  test.each<[string, Answer]>([
    ['an address is missing', { error: { code: -32_602, message: 'missing field `to`' } }],
    ['the call is malformed', { error: { code: -32_600 } }],
    ['the call reverted', { error: { code: 3, message: 'execution reverted' } }],
    ['the call reverted, without a code', { error: { code: -32_000, message: 'execution reverted' } }],
    ['contract creation is not supported', { error: { code: -32_000, message: 'creation not supported' } }],
    ['the result is empty', { result: '0x' }],
  ])(
    'behavior: an endpoint that says that %s is read through Multicall3, and asked again later',
    async (_case, bad) => {
      const { node, probe } = await startNode('ethereum')
      node.deployless = bad
      expect(await probe()).toMatchObject({ ability: 'multicall3', head: 7n })
      node.deployless = null
      expect(await probe(true)).toMatchObject({ ability: 'multicall3' })
      node.deployless = ours
      expect(await probe(true)).toMatchObject({ ability: 'deployless' })
    },
  )

  test('behavior: a Solana endpoint reports its network until it is the right one', async () => {
    const { node, probe } = await startNode('solana')
    node.genesis = 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG'
    expect(await probe()).toMatchObject({ state: 'wrong chain', ability: null })
    node.genesis = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d'
    expect(await probe(true)).toMatchObject({ state: 'healthy', ability: null })
    await probe(true)
    expect(node.asked).toEqual([])
  })
})
