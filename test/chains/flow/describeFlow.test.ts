import { afterEach, describe, expect, test } from 'vitest'
import { encodeArgument } from '../../../app/chains/flow/cadence.ts'
import { createAskFlow } from '../../../app/chains/flow/createAskFlow.ts'
import { createDescribeFlow } from '../../../app/chains/flow/describeFlow.ts'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { parseFlowContract } from '../../../app/core/chain/parseFlowContract.ts'
import { startFlow } from '../../standin/flow/startFlow.ts'
import { startHttp } from '../rpc/startHttp.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

const CLUB = 'A.0b2a3299cc857e29.Club'

async function begin() {
  const flow = await startFlow()
  closers.push(flow.close)
  const describeOne = (name: string, url = flow.url) => {
    const endpoints = createEndpoints({ endpointUrls: new Map([[flowChain.slug, [url]]]) })
    return createDescribeFlow({ ask: createAskFlow({ endpoints }) })({ contract: parseFlowContract(name) })
  }
  return { ...flow, describeOne }
}

/** Describe a contract about which the node answers this value of JSON-Cadence. */
async function describeAnswer(value: object) {
  const { url, close } = await startHttp((request, response) => {
    const isNetwork = request.url?.startsWith('/v1/network')
    response.end(isNetwork ? '{"chain_id":"flow-mainnet"}' : JSON.stringify(encodeArgument(value)))
  })
  closers.push(close)
  const { describeOne } = await begin()
  return describeOne(CLUB, url)
}

/*
 * What the interpreter of onflow/cadence 1.9.10 answered to this script in a ledger with the published contracts of
 * onflow/flow-nft and onflow/flow-ft: their ExampleNFT and ExampleToken, no contract and no account, and contracts that
 * are no token or have no view. Where a view panicked or was of another type, the script failed.
 */
const RECORDED = [
  [['nft', 'The Example Collection', ''], { kind: 'flowNft', name: 'The Example Collection', symbol: '' }],
  [
    ['token', 'Example Fungible Token', 'EFT'],
    { kind: 'flowToken', name: 'Example Fungible Token', symbol: 'EFT', decimals: 8 },
  ],
  [['none'], { kind: 'unknown', reason: 'no-code' }],
  [['other'], { kind: 'unknown', reason: 'not-a-token' }],
] as const

describe('createDescribeFlow', () => {
  test.each(RECORDED)('default: the answer %j of the real interpreter', async (words, described) => {
    const value = words.map((word) => ({ value: word, type: 'String' }))
    expect(await describeAnswer({ value, type: 'Array' })).toEqual(described)
  })

  test('default: a collection and a token, in one request each', async () => {
    const { state, asked, describeOne } = await begin()
    const coin = 'A.0b2a3299cc857e29.Coin'
    state.contracts.set(CLUB, new Map()).set(coin, new Map())
    state.labels.set(CLUB, { kind: 'nft', name: 'The  Club\u202e' })
    state.labels.set(coin, { kind: 'token', name: 'Harbor Coin', symbol: 'HRBR' })
    expect(await describeOne(CLUB)).toEqual({ kind: 'flowNft', name: 'The Club', symbol: '' })
    const described = { kind: 'flowToken', name: 'Harbor Coin', symbol: 'HRBR', decimals: 8 }
    expect(await describeOne(coin)).toEqual(described)
    expect(asked.filter(({ url }) => url.pathname === '/v1/scripts')).toHaveLength(2)
  })

  test('behavior: a contract that calls itself nothing has its own name', async () => {
    const { state, describeOne } = await begin()
    state.contracts.set(CLUB, new Map())
    expect(await describeOne(CLUB)).toEqual({ kind: 'flowNft', name: 'Club', symbol: '' })
  })

  test('behavior: no contract, one that is no token, and one whose code fails', async () => {
    const { state, describeOne } = await begin()
    expect(await describeOne(CLUB)).toEqual({ kind: 'unknown', reason: 'no-code' })
    state.contracts.set(CLUB, new Map())
    state.labels.set(CLUB, { kind: 'other' })
    expect(await describeOne(CLUB)).toEqual({ kind: 'unknown', reason: 'not-a-token' })
    state.contracts.set(CLUB, 'fails')
    expect(await describeOne(CLUB)).toEqual({ kind: 'unknown', reason: 'not-a-token' })
  })

  test('refuses: an endpoint that is away, and answers of another script (ERR_CHAIN_READ)', async () => {
    const { describeOne, close } = await begin()
    await close()
    await expect(describeOne(CLUB)).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
    for (const value of [
      {},
      { type: 'String', value: 'nft' },
      { type: 'Array', value: [{ type: 'Int', value: '1' }] },
    ])
      await expect(describeAnswer(value)).rejects.toMatchObject({ code: 'ERR_CHAIN_READ' })
  })
})
