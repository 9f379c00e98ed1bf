import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkEndpoints } from '../../app/chains/checkEndpoints.ts'
import { createReadEvmBalances } from '../../app/chains/evm/readEvmBalances.ts'
import { createEndpoints } from '../../app/chains/rpc/createEndpoints.ts'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../app/core/chain/parseEvmAddress.ts'
import type { Balance, EvmRead } from '../../app/core/requirement/reads.ts'
import { type StandInChain, type StandInChains, startChains } from '../standin/chains/startChains.ts'
import { createPatientRpc } from './rpc/createPatientRpc.ts'
import { startHttp } from './rpc/startHttp.ts'
import { placeMulticall3, startStrict } from './rpc/startStrict.ts'

const MULTICALL3 = '0xca11bde05977b3631167028862be2a173976ca11'
const ethereum = parseChainSlug('ethereum')

let standIn: StandInChains
let chain: StandInChain
/** The same node as some providers offer it: it refuses `eth_call` without `to`. */
let strict: Awaited<ReturnType<typeof startStrict>>

beforeAll(async () => {
  standIn = await startChains()
  chain = standIn.chains.ethereum
  strict = await startStrict(chain.rpcUrl)
})
afterAll(async () => {
  await strict?.close()
  await standIn?.close()
})

function openEndpoints(...urls: readonly string[]) {
  const warnings: string[] = []
  const endpoints = createEndpoints({ endpointUrls: new Map([[ethereum, urls]]) })
  return {
    endpoints,
    warnings,
    probe: (isAgain = false) =>
      checkEndpoints({ endpoints, isAgain, warn: (sentence) => void warnings.push(sentence) }),
    report: () => endpoints.report(),
    read: createReadEvmBalances({ rpc: createPatientRpc({ endpoints }), now: () => 7 }),
  }
}

function listReads(): EvmRead[] {
  const [holder, outsider] = [chain.wallets.holder, chain.wallets.outsider].map(({ address }) =>
    parseEvmAddress(address),
  )
  const [coin, owls, passes] = [chain.contracts.erc20, chain.contracts.erc721, chain.contracts.erc1155].map(
    (address) => parseEvmAddress(address),
  )
  if (!holder || !outsider || !coin || !owls || !passes)
    throw new Error('The stand-in chain is not complete.')
  const ids = [
    { first: 1n, last: 8n },
    { first: 4021n, last: 4021n },
  ]
  const on = { chain: ethereum }
  return [
    { ...on, kind: 'native', owner: holder },
    { ...on, kind: 'erc20', contract: coin, owner: holder },
    { ...on, kind: 'erc20', contract: coin, owner: outsider },
    { ...on, kind: 'erc721', contract: owls, owner: holder },
    { ...on, kind: 'erc721Ids', contract: owls, owner: holder, ids },
    { ...on, kind: 'erc721Ids', contract: owls, owner: outsider, ids },
    { ...on, kind: 'erc721Ids', contract: coin, owner: holder, ids },
    { ...on, kind: 'erc1155', contract: passes, owner: holder, tokenId: 7n },
    { ...on, kind: 'erc1155', contract: coin, owner: holder, tokenId: 7n },
    { ...on, kind: 'erc20', contract: outsider, owner: holder },
    { ...on, kind: 'delegation', scope: { kind: 'wallet' }, vault: holder, delegate: outsider },
  ]
}

describe('checkEndpoints', () => {
  test('default', async () => {
    const { probe, report, warnings } = openEndpoints(chain.rpcUrl)
    await probe()
    expect([report(), warnings]).toMatchObject([[{ ability: 'deployless', state: 'healthy' }], []])
  })

  test('behavior: an endpoint that needs a "to" address on a chain without Multicall3 causes a warning', async () => {
    const { probe, report, warnings } = openEndpoints(strict.url)
    await probe()
    expect(report()).toMatchObject([{ ability: null, failures: 0 }])
    expect(warnings).toEqual([
      'RPC endpoint 1 of 1 for ethereum does not support eth_call without "to", and Multicall3 does not answer there. Use another endpoint.',
    ])
  })

  test('behavior: an endpoint that needs a "to" address is read through Multicall3, with the same answers', async () => {
    await placeMulticall3(standIn.deployers.ethereum, MULTICALL3)
    const { probe, report, read } = openEndpoints(strict.url)
    await probe()
    expect(report()).toMatchObject([{ ability: 'multicall3' }])
    const reads = listReads()
    const straight = await openEndpoints(chain.rpcUrl).read(reads)
    expect(straight.map(({ kind }) => kind)).toEqual([
      ...Array<string>(6).fill('read'),
      'unread',
      'read',
      'unread',
      'unread',
      'read',
    ])
    strict.seen.length = 0
    const answers = await read(reads)
    expect(answers).toEqual(straight)
    expect(strict.seen).toHaveLength(1)
    const [now] = answers
    const block = now?.kind === 'read' ? now.block : 0n
    // A batch of two blocks goes the same way.
    strict.seen.length = 0
    const both = await read(reads.flatMap((one) => [one, { ...one, at: { block } }]))
    expect(both).toEqual(answers.flatMap((one) => [one, one]))
    expect(strict.seen).toHaveLength(1)
  })

  test('behavior: among healthy contracts only hostile ones are unread', async () => {
    const { probe, read } = openEndpoints(strict.url)
    await probe()
    const healthy = listReads().slice(0, 5)
    const straight = await openEndpoints(chain.rpcUrl).read(healthy)
    const bad: EvmRead[] = []
    for (const mode of Array(12).keys()) {
      const made = await standIn.deployers.ethereum.deploy('Hostile', [BigInt(mode), chain.rpcUrl])
      const contract = parseEvmAddress(made)
      bad.push({ chain: ethereum, kind: 'erc20', contract, owner: contract })
    }
    strict.seen.length = 0
    const answers = await read([...bad, ...healthy])
    expect(strict.seen).toHaveLength(1)
    expect(answers.slice(0, bad.length).map(({ kind }) => kind)).toEqual(bad.map(() => 'unread'))
    expect(answers.slice(bad.length).map(withoutBlock)).toEqual(straight.map(withoutBlock))
  })

  test('behavior: an endpoint of another chain is not asked until it serves its own', async () => {
    let target = standIn.chains.polygon.rpcUrl
    let asked = 0
    const front = await startHttp(async (request, response) => {
      asked++
      let body = ''
      for await (const chunk of request) body += chunk
      const headers = { 'content-type': 'application/json' }
      response.end(await (await fetch(target, { method: 'POST', headers, body })).text())
    })
    try {
      const { probe, report, warnings, read } = openEndpoints(front.url)
      await probe()
      expect(report()).toMatchObject([{ state: 'wrong chain' }])
      expect(warnings).toEqual([
        'RPC endpoint 1 of 1 for ethereum serves chain 137, not 1. This server does not use it.',
      ])
      const before = asked
      const reads = listReads().slice(0, 1)
      expect(await read(reads)).toEqual([{ kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }])
      expect(asked).toBe(before)
      target = chain.rpcUrl
      await probe(true)
      expect(await read(reads)).toMatchObject([{ kind: 'read' }])
    } finally {
      await front.close()
    }
  })

  test('behavior: an endpoint that does not answer is not classified, and is probed again', async () => {
    let isDown = true
    const front = await startHttp(async (request, response) => {
      if (isDown) {
        response.writeHead(503).end('<html>')
        return
      }
      let body = ''
      for await (const chunk of request) body += chunk
      const headers = { 'content-type': 'application/json' }
      response.end(await (await fetch(chain.rpcUrl, { method: 'POST', headers, body })).text())
    })
    try {
      const { probe, report } = openEndpoints(front.url)
      await probe()
      expect(report()).toMatchObject([{ ability: null, state: 'resting' }])
      isDown = false
      await probe(true)
      expect(report()).toMatchObject([{ ability: 'deployless', state: 'healthy', requests: 3 }])
      await probe(true)
      expect(report()).toMatchObject([{ requests: 3 }])
    } finally {
      await front.close()
    }
  })
})

function withoutBlock(balance: Balance | undefined) {
  return { ...balance, block: null }
}
