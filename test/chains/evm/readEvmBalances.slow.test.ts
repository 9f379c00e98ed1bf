import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReadEvmBalances } from '../../../app/chains/evm/readEvmBalances.ts'
import type { Rpc, RpcRequest } from '../../../app/chains/rpc/types.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { EvmRead } from '../../../app/core/requirement/reads.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { type CountingProxy, startProxy } from '../rpc/startProxy.ts'

const ethereum = parseChainSlug('ethereum')
const polygon = parseChainSlug('polygon')
const base = parseChainSlug('base')

let standIn: StandInChains
let proxies: { ethereum: CountingProxy; polygon: CountingProxy }
let lookups = 0
let offchain: { url: string; close: () => Promise<void> }
let readBalances: ReturnType<typeof createReadEvmBalances>
type TokenRead = Extract<EvmRead, { kind: 'erc20' | 'erc721' }>
type MultiTokenRead = Extract<EvmRead, { kind: 'erc1155' }>
let good: { erc20: TokenRead; erc721: TokenRead; erc1155: MultiTokenRead; elsewhere: TokenRead }

beforeAll(async () => {
  standIn = await startChains()
  const { chains } = standIn
  offchain = await startHttp((_request, response) => {
    lookups++
    response.end('{}')
  })
  proxies = {
    ethereum: await startProxy({ target: chains.ethereum.rpcUrl, delayMs: 20 }),
    polygon: await startProxy({ target: chains.polygon.rpcUrl, delayMs: 20 }),
  }
  readBalances = createReadEvmBalances({
    rpc: createPatientRpc({
      endpointUrls: new Map([
        [ethereum, [proxies.ethereum.url]],
        [polygon, [proxies.polygon.url]],
      ]),
    }),
  })
  const owner = parseEvmAddress(chains.ethereum.wallets.holder.address)
  const on = ({ erc20, erc721, erc1155 }: typeof chains.ethereum.contracts) => ({
    erc20: parseEvmAddress(erc20),
    erc721: parseEvmAddress(erc721),
    erc1155: parseEvmAddress(erc1155),
  })
  const first = on(chains.ethereum.contracts)
  good = {
    erc20: { chain: ethereum, kind: 'erc20', contract: first.erc20, owner },
    erc721: { chain: ethereum, kind: 'erc721', contract: first.erc721, owner },
    erc1155: { chain: ethereum, kind: 'erc1155', contract: first.erc1155, owner, tokenId: 7n },
    elsewhere: { chain: polygon, kind: 'erc721', contract: on(chains.polygon.contracts).erc721, owner },
  }
})
afterAll(async () => {
  await Promise.all([
    proxies?.ethereum.close(),
    proxies?.polygon.close(),
    offchain?.close(),
    standIn?.close(),
  ])
})

const counted = async <T>(ask: () => Promise<T>) => {
  const before = [proxies.ethereum.bodies.length, proxies.polygon.bodies.length] as const
  const answer = await ask()
  return {
    answer,
    requests: {
      ethereum: proxies.ethereum.bodies.length - before[0],
      polygon: proxies.polygon.bodies.length - before[1],
    },
  }
}
const read = (amount: bigint) => ({
  kind: 'read',
  amount,
  block: expect.any(BigInt),
  source: expect.stringMatching(/^(ethereum|polygon) [12]$/),
  readAt: expect.any(Number),
})
const unread = (code: 'ERR_TOKEN_READ' | 'ERR_CHAIN_READ', chain = ethereum) => ({
  kind: 'unread',
  code,
  chain,
})

describe('readBalances', () => {
  test('default', async () => {
    const { erc20, erc721, erc1155, elsewhere } = good
    const { answer, requests } = await counted(() => readBalances([erc1155, elsewhere, erc20, erc721]))
    expect(answer).toEqual([read(5n), read(3n), read(2505n * 10n ** 17n), read(3n)])
    expect(requests).toEqual({ ethereum: 1, polygon: 1 })
  })

  test('behavior: the outsider holds nothing', async () => {
    const owner = parseEvmAddress(standIn.chains.ethereum.wallets.outsider.address)
    const reads = Object.values(good).map((one) => ({ ...one, owner }))
    expect(await readBalances(reads)).toEqual(reads.map(() => read(0n)))
  })

  test('behavior: a balance names the block of its read', async () => {
    const block = BigInt(String(await standIn.deployers.ethereum.rpc('eth_blockNumber', [])))
    expect(await readBalances([good.erc20])).toEqual([{ ...read(2505n * 10n ** 17n), block }])
  })

  test('behavior: on Arbitrum the block is the chain’s own number, from ArbSys', async () => {
    const { rpc } = standIn.deployers.polygon
    const arbSys = '0x0000000000000000000000000000000000000064'
    // Answers 123456789 to every call.
    await rpc('anvil_setCode', [arbSys, '0x63075bcd1560005260206000f3'])
    try {
      expect(await readBalances([good.elsewhere])).toEqual([{ ...read(3n), block: 123456789n }])
    } finally {
      await rpc('anvil_setCode', [arbSys, '0x'])
    }
  })

  test('behavior: an empty list of reads sends no request', async () => {
    const { answer, requests } = await counted(() => readBalances([]))
    expect(answer).toEqual([])
    expect(requests).toEqual({ ethereum: 0, polygon: 0 })
  })

  test('behavior: equal reads are asked once', async () => {
    const { erc721 } = good
    const { answer, requests } = await counted(() =>
      readBalances([erc721, erc721, { ...erc721, kind: 'erc20' }]),
    )
    expect(answer).toEqual([read(3n), read(3n), read(3n)])
    expect(requests.ethereum).toBe(1)
    expect(proxies.ethereum.bodies.at(-1)?.match(/70a08231/g)).toHaveLength(1)
  })

  test('behavior: 300 reads take one request, 1,000 take two', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...good.erc1155, tokenId: BigInt(i) }))
    const expected = (count: number) => many(count).map((_, i) => read(i === 1 ? 2n : i === 7 ? 5n : 0n))
    const small = await counted(() => readBalances(many(300)))
    expect(small.answer).toEqual(expected(300))
    expect(small.requests.ethereum).toBe(1)
    const large = await counted(() => readBalances(many(1_000)))
    expect(large.answer).toEqual(expected(1_000))
    expect(large.requests.ethereum).toBe(2)
  })

  test('behavior: chains are read in parallel', async () => {
    const endpointUrls = new Map([
      [ethereum, [proxies.ethereum.url]],
      [polygon, [proxies.polygon.url]],
    ])
    const rpc = createPatientRpc({ endpointUrls })
    let [running, most] = [0, 0]
    const watched = (request: RpcRequest<unknown>) => {
      most = Math.max(most, ++running)
      return rpc(request).finally(() => running--)
    }
    const answer = await createReadEvmBalances({ rpc: watched as Rpc })([good.erc721, good.elsewhere])
    expect(answer).toEqual([read(3n), read(3n)])
    expect(most).toBe(2)
  })

  test('behavior: a chain that is down or not configured does not affect the others', async () => {
    const rpc = createPatientRpc({
      endpointUrls: new Map([
        [ethereum, [proxies.ethereum.url]],
        [polygon, ['http://127.0.0.1:1/']],
      ]),
    })
    const nowhere: EvmRead = { ...good.erc20, chain: base }
    expect(await createReadEvmBalances({ rpc })([good.elsewhere, good.erc721, nowhere])).toEqual([
      unread('ERR_CHAIN_READ', polygon),
      read(3n),
      unread('ERR_CHAIN_READ', base),
    ])
  })

  test('refuses: a node of another chain (ERR_CHAIN_READ)', async () => {
    const warnings: string[] = []
    const endpointUrls = new Map([[ethereum, [proxies.polygon.url]]])
    const rpc = createPatientRpc({ endpointUrls, warn: (sentence) => warnings.push(sentence) })
    expect(await createReadEvmBalances({ rpc })([good.erc721])).toEqual([unread('ERR_CHAIN_READ')])
    expect(warnings).toEqual(['RPC endpoint 1 of 1 for ethereum failed: the node serves chain 137.'])
  })

  test('refuses: a missing contract, a wallet and a precompile (ERR_TOKEN_READ)', async () => {
    const contracts = [`0x${'de'.repeat(20)}`, good.erc20.owner, `0x${'0'.repeat(39)}4`].map(parseEvmAddress)
    const reads = contracts.map((contract): EvmRead => ({ ...good.erc20, contract }))
    expect(await readBalances([...reads, good.erc721])).toEqual([
      ...reads.map(() => unread('ERR_TOKEN_READ')),
      read(3n),
    ])
  })

  test('refuses: an invalid token id (ERR_TOKEN_READ)', async () => {
    const ids = [-1n, 2n ** 256n, 2n ** 256n - 1n]
    const reads = ids.map((tokenId): EvmRead => ({ ...good.erc1155, tokenId }))
    const none = unread('ERR_TOKEN_READ')
    expect(await readBalances(reads)).toEqual([none, none, read(0n)])
  })

  const hostile = [
    'computes for ever',
    'runs into an invalid opcode',
    'returns a megabyte',
    'returns all that its gas buys',
    'reverts with all that its gas buys',
    'reverts with a sentence',
    'reverts with OffchainLookup',
    'destroys itself',
    'returns 31 bytes',
    'returns 33 bytes',
    'returns nothing',
    'calls itself for ever',
    'writes',
  ]

  describe('hostile tokens', () => {
    const bad: EvmRead[] = []
    beforeAll(async () => {
      for (const mode of hostile.keys()) {
        const contract = await standIn.deployers.ethereum.deploy('Hostile', [BigInt(mode), offchain.url])
        bad.push({ ...good.erc20, contract: parseEvmAddress(contract) })
      }
    })

    test.each(hostile.map((name, mode) => [name, mode] as const))(
      'refuses: a token that %s, and no other read (ERR_TOKEN_READ)',
      async (_name, mode) => {
        const { erc20, erc721, erc1155, elsewhere } = good
        const target = bad[mode] ?? erc20
        const { answer, requests } = await counted(() =>
          readBalances([erc20, target, erc721, elsewhere, target, erc1155]),
        )
        const none = unread('ERR_TOKEN_READ')
        expect(answer).toEqual([read(2505n * 10n ** 17n), none, read(3n), read(3n), none, read(5n)])
        expect(requests).toEqual({ ethereum: 1, polygon: 1 })
      },
    )

    test('behavior: all of them together do not starve a good token at the end', async () => {
      const owners = Array.from({ length: 20 }, (_, i) =>
        parseEvmAddress(`0x${(i + 1).toString(16).padStart(40, '0')}`),
      )
      const reads = owners.flatMap((owner) => bad.map((one) => ({ ...one, owner })))
      const { answer, requests } = await counted(() => readBalances([...reads, good.erc721]))
      expect(answer).toEqual([...reads.map(() => unread('ERR_TOKEN_READ')), read(3n)])
      expect(reads).toHaveLength(260)
      expect(requests.ethereum).toBe(1)
    })

    test('behavior: no OffchainLookup is followed', () => {
      expect(lookups).toBe(0)
    })
  })
})
