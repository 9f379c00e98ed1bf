import { afterEach, describe, expect, test } from 'vitest'
import { checkEndpoints } from '../../../app/chains/checkEndpoints.ts'
import { createAskFlow } from '../../../app/chains/flow/createAskFlow.ts'
import { createReadFlowKeys } from '../../../app/chains/flow/readFlowKeys.ts'
import { openChains } from '../../../app/chains/openChains.ts'
import { readEndpointHealth } from '../../../app/chains/readEndpointHealth.ts'
import { readHeads } from '../../../app/chains/readHeads.ts'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { flowChain } from '../../../app/core/chain/chains.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import { parseFlowAddress } from '../../../app/core/chain/parseFlowAddress.ts'
import { fc } from '../../random.ts'
import { createFlowKey } from '../../standin/flow/createFlowKey.ts'
import { startFlow } from '../../standin/flow/startFlow.ts'
import { startHttp } from '../rpc/startHttp.ts'

const address = parseFlowAddress('0x0b2a3299cc857e29')
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  setOwnChains([])
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function begin(count = 1) {
  const all = await Promise.all(Array.from({ length: count }, startFlow))
  closers.push(...all.map(({ close }) => close))
  const warned: string[] = []
  const endpointUrls = new Map([[flowChain.slug, all.map(({ url }) => url)]])
  const endpoints = createEndpoints({ endpointUrls })
  const [flow] = all
  if (!flow) throw new Error('There is one.')
  return { all, flow, endpoints, warned, warn: (sentence: string) => void warned.push(sentence) }
}

describe('an endpoint of Flow', () => {
  test('default: it is asked for its network once, and for its latest sealed block', async () => {
    const { flow, endpoints, warned, warn } = await begin()
    await checkEndpoints({ endpoints, warn })
    await checkEndpoints({ endpoints, isAgain: true, warn })
    await readHeads({ all: [endpoints], asksSingle: true })
    expect(flow.asked.map(({ url }) => url.pathname)).toEqual(['/v1/network/parameters', '/v1/blocks'])
    expect(endpoints.report()).toMatchObject([{ state: 'healthy', head: 130_000_000n, ability: null }])
    expect(warned).toEqual([])
  })

  test('refuses: one of another network, until it is of this one', async () => {
    const { flow, endpoints, warned, warn } = await begin()
    flow.state.network = 'flow-testnet'
    await checkEndpoints({ endpoints, warn })
    expect(endpoints.report()).toMatchObject([{ state: 'wrong chain' }])
    expect(warned).toEqual([
      'RPC endpoint 1 of 1 for flow does not serve Flow mainnet. This server does not use it.',
    ])
    flow.state.network = 'flow-mainnet'
    await checkEndpoints({ endpoints, isAgain: true, warn })
    expect(endpoints.report()).toMatchObject([{ state: 'healthy' }])
  })

  test('behavior: the next one is asked when one is away', async () => {
    const { all, endpoints } = await begin(2)
    const keys = [createFlowKey()]
    for (const { state } of all) state.accounts.set(address.slice(2), { keys })
    const readKeys = createReadFlowKeys({ ask: createAskFlow({ endpoints }) })
    expect(await readKeys({ chain: flowChain.slug, address, named: [] })).toHaveLength(1)
    await all[0]?.close()
    expect(await readKeys({ chain: flowChain.slug, address, named: [] })).toHaveLength(1)
  })

  test('behavior: keys of other kinds, revoked and weightless ones are left out, and the heaviest stay', async () => {
    const { flow, endpoints } = await begin()
    const light = Array.from({ length: 60 }, (_, index) => createFlowKey({ index, weight: index % 3 }))
    flow.state.accounts.set(address.slice(2), { keys: [...light, createFlowKey({ index: 60, weight: 999 })] })
    const read = createReadFlowKeys({ ask: createAskFlow({ endpoints }) })
    const weights = (await read({ chain: flowChain.slug, address, named: [] })).map(({ weight }) => weight)
    expect(weights).toEqual([999, ...Array(20).fill(2), ...Array(19).fill(1)])
  })

  test('property: of hundreds of keys, those that are named stay, and the heaviest of the others', async () => {
    const { flow, endpoints } = await begin()
    const readKeys = createReadFlowKeys({ ask: createAskFlow({ endpoints }) })
    const pair = createFlowKey()
    const weights = fc.array(fc.constantFrom(0, 1, 500, 1000), { minLength: 1, maxLength: 300 })
    const named = fc.uniqueArray(fc.nat({ max: 310 }), { maxLength: 20 })
    const property = fc.asyncProperty(weights, named, async (all, places) => {
      const keys = all.map((weight, index) => ({ ...pair, index, weight }))
      flow.state.accounts.set(address.slice(2), { keys })
      const found = await readKeys({ chain: flowChain.slug, address, named: places })
      const can = keys.filter(({ weight }) => weight > 0)
      const first = can.filter(({ index }) => places.includes(index)).map(({ index }) => index)
      const rest = can.filter(({ index }) => !places.includes(index)).map(({ weight }) => weight)
      const others = found.filter(({ index }) => !places.includes(index)).map(({ weight }) => weight)
      expect(found).toHaveLength(Math.min(40, can.length))
      expect(found.slice(0, first.length).map(({ index }) => index)).toEqual(expect.arrayContaining(first))
      expect(others).toEqual(rest.sort((a, b) => b - a).slice(0, 40 - first.length))
    })
    await fc.assert(property, { numRuns: 30 })
  })

  const account = { address: '0b2a3299cc857e29', balance: '1', _expandable: {} }
  const key = {
    ...{ index: '0', public_key: `0x${'ab'.repeat(64)}`, signing_algorithm: 'ECDSAP256' },
    ...{ hashing_algorithm: 'SHA2_256', sequence_number: '0', weight: '1000', revoked: false },
  }
  test.each([
    ['keys as the OpenAPI spells them', { ...account, keys: [key] }, 1],
    ['no keys', account, 0],
    [
      'a key that does not say whether it is revoked',
      { ...account, keys: [{ ...key, revoked: undefined }] },
      0,
    ],
    ['a revoked key in words', { ...account, keys: [{ ...key, revoked: 'false' }] }, 0],
    ['a key for BLS', { ...account, keys: [{ ...key, signing_algorithm: 'BLSBLS12381' }] }, 0],
    ['a hash that no wallet uses', { ...account, keys: [{ ...key, hashing_algorithm: 'SHA3_384' }] }, 0],
    ['half a key', { ...account, keys: [{ ...key, public_key: '0xab' }] }, 0],
    ['a weight below zero', { ...account, keys: [{ ...key, weight: '-1000' }] }, 0],
    ['null for a key', { ...account, keys: [null] }, 0],
  ])('behavior: an account with %s', async (_, body, count) => {
    const { readKeys } = await answerWith(JSON.stringify(body))
    expect(await readKeys({ chain: flowChain.slug, address, named: [] })).toHaveLength(count)
  })

  test.each([
    JSON.stringify({ ...account, address: '1654653399040a61' }),
    JSON.stringify({ ...account, keys: {} }),
    ...['{}', 'null', '[]', 'no JSON', ''],
  ])('refuses: the answer %j (ERR_CHAIN_READ)', async (text) => {
    const { readKeys } = await answerWith(text)
    await expect(readKeys({ chain: flowChain.slug, address, named: [] })).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
  })

  test('behavior: the doctor sees its clock and the age of its block', async () => {
    const { flow } = await begin()
    const [health] = await readEndpointHealth({ RPC_URL_FLOW: flow.url })
    expect(health).toMatchObject({ report: { state: 'healthy', chain: 'flow' }, complaints: [] })
    expect(Math.abs(health?.headAgeSeconds ?? 99)).toBeLessThan(5)
    expect(Math.abs(health?.skewSeconds ?? 99)).toBeLessThan(5)
  })

  test('behavior: a second opinion must have the same keys (ERR_CHAIN_READ)', async () => {
    const { all } = await begin(2)
    const [first, second] = all.map(({ url }) => url)
    setOwnChains([flowChain])
    const env = { RPC_URL_FLOW: first, RPC_SECOND_OPINION_FLOW: second }
    const chains = openChains({ env, ensGateways: [], now: () => 7, warn: () => {} })
    expect(chains.configured).toEqual([flowChain])
    const keys = [createFlowKey()]
    for (const { state } of all) state.accounts.set(address.slice(2), { keys })
    expect(await chains.readFlowKeys({ chain: flowChain.slug, address, named: [] })).toHaveLength(1)
    all[1]?.state.accounts.set(address.slice(2), { keys: [createFlowKey()] })
    await expect(chains.readFlowKeys({ chain: flowChain.slug, address, named: [] })).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
    })
  })
})

/** A reader of keys from an endpoint that answers every account with this text. */
async function answerWith(text: string) {
  const { url, close } = await startHttp((request, response) => {
    response.end(request.url?.startsWith('/v1/network') ? '{"chain_id":"flow-mainnet"}' : text)
  })
  closers.push(close)
  const endpoints = createEndpoints({ endpointUrls: new Map([[flowChain.slug, [url]]]) })
  return { readKeys: createReadFlowKeys({ ask: createAskFlow({ endpoints }) }) }
}
