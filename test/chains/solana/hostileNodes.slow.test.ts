import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { readAccounts } from '../../../app/chains/solana/readAccounts.ts'
import { createReadSolanaBalances } from '../../../app/chains/solana/readSolanaBalances.ts'
import type { SolanaRead } from '../../../app/core/requirement/reads.ts'
import type { Solana } from '../../standin/chains/solana/startSolana.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { stopClock } from '../rpc/stopClock.ts'
import { brief, openSolana, readNfts, readSpl, rpcOf, walletOf } from './openSolana.ts'

type Call = { id: number; method: string; params: unknown[] }
type Answer = { id: number; result: { context: { slot: number }; value: never } }

stopClock()
let node: Solana
let reads: SolanaRead[]
const alice = walletOf('alice')

beforeAll(async () => {
  const opened = await openSolana()
  node = opened.node
  const { issuer } = opened
  const coin = issuer.makeMint({ seed: 'coin', decimals: 0 })
  issuer.issue({ mint: coin, owner: alice, amount: 3n })
  const collection = issuer.issueNft({ seed: 'collection', owner: walletOf('issuer'), name: 'C', size: 1n })
  issuer.issueNft({
    seed: 'member',
    owner: alice,
    name: 'M',
    standard: 'nonFungible',
    collection: { address: collection, verified: true },
  })
  reads = [readSpl(alice, coin), readNfts('collection', alice, collection)]
})
afterAll(() => node.close())

/** A node that forwards to the honest one and changes its answers. */
async function startLiar(lie: (answer: Answer, call: Call) => unknown) {
  return startHttp(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const honest = await fetch(node.rpcUrl, { method: 'POST', body })
    const [calls, answers] = [JSON.parse(body) as Call[], (await honest.json()) as Answer[]]
    const told = answers.map((answer, i) => lie(answer, calls[i] as Call))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(told))
  })
}

const value = (answer: Answer, changed: unknown) => ({
  ...answer,
  result: { ...answer.result, value: changed },
})
const accountsOf = (change: (data: Buffer) => void) => (answer: Answer, call: Call) => {
  if (call.method !== 'getTokenAccountsByOwner') return answer
  const accounts = answer.result.value as { account: { data: [string, string] } }[]
  return value(
    answer,
    accounts.map((one) => {
      const data = Buffer.from(one.account.data[0], 'base64')
      change(data)
      return { ...one, account: { ...one.account, data: [data.toString('base64'), 'base64'] } }
    }),
  )
}
const lies: [string, (answer: Answer, call: Call) => unknown][] = [
  ['serves another network', tellOtherNetwork],
  ['answers a number', (answer) => ({ ...answer, result: 7 })],
  ['answers nothing', (answer) => ({ ...answer, result: null })],
  [
    'returns no slot',
    (answer, { method }) =>
      method === 'getGenesisHash'
        ? answer
        : { ...answer, result: { ...answer.result, context: { slot: '5' } } },
  ],
  [
    'returns accounts as text',
    (answer, { method }) => (method === 'getGenesisHash' ? answer : value(answer, 'none')),
  ],
  ['returns accounts of another wallet', accountsOf((data) => data.fill(9, 32, 64))],
  [
    'returns each account twice',
    (answer, { method }) =>
      method === 'getTokenAccountsByOwner'
        ? value(answer, [...(answer.result.value as unknown[]), ...(answer.result.value as unknown[])])
        : answer,
  ],
  [
    'returns accounts without addresses',
    (answer, { method }) =>
      method === 'getTokenAccountsByOwner'
        ? value(
            answer,
            (answer.result.value as object[]).map((one) => ({ ...one, pubkey: undefined })),
          )
        : answer,
  ],
  ['returns truncated accounts', (answer, call) => accountsOfCut(answer, call)],
  [
    'returns an extra account',
    (answer, { method }) =>
      method === 'getMultipleAccounts'
        ? value(answer, [...(answer.result.value as unknown[]), null])
        : answer,
  ],
]

function tellOtherNetwork(answer: Answer, { method }: Call): unknown {
  return method === 'getGenesisHash'
    ? { ...answer, result: 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG' }
    : answer
}

function accountsOfCut(answer: Answer, { method }: Call): unknown {
  if (method !== 'getTokenAccountsByOwner') return answer
  const accounts = answer.result.value as { account: object }[]
  return value(
    answer,
    accounts.map((one) => ({ ...one, account: { ...one.account, data: ['AAAA', 'base64'] } })),
  )
}

describe('hostile nodes', () => {
  test.each(lies)('refuses: a node that %s (ERR_CHAIN_READ)', async (_, lie) => {
    const liar = await startLiar(lie)
    const alone = createReadSolanaBalances({ rpc: rpcOf(liar.url), das: null })
    const told = brief(await alone(reads))
    expect(told).toContain('ERR_CHAIN_READ')
    expect(told.every((one) => typeof one === 'string' || one === 3n || one === 1n)).toBe(true)
    // An honest node beside it is asked instead.
    const both = createReadSolanaBalances({ rpc: rpcOf(liar.url, node.rpcUrl), das: null })
    expect(brief(await both(reads))).toEqual([3n, 1n])
    await liar.close()
  })

  test('refuses: a node of another network that is asked for accounts alone (ERR_CHAIN_READ)', async () => {
    const liar = await startLiar(tellOtherNetwork)
    const addresses = [alice]
    const ask = (rpc: Rpc) => readAccounts({ rpc, addresses, bytes: 1, timeoutMs: 5_000 })
    await expect(ask(rpcOf(liar.url))).rejects.toMatchObject({
      code: 'ERR_CHAIN_READ',
      details: { reasons: ['the node serves another chain'] },
    })
    expect((await ask(rpcOf(liar.url, node.rpcUrl))).size).toBe(0)
    await liar.close()
  })

  test.each([
    ['answers HTML', 200, '<html>'],
    ['limits the rate', 429, ''],
    ['fails', 503, ''],
    ['answers all calls with one error', 200, '{"jsonrpc":"2.0","id":null,"error":{"code":-32600}}'],
  ])('refuses: a faulty node that %s (ERR_CHAIN_READ)', async (_, status, body) => {
    const faulty = await startHttp((request, response) => {
      request.resume()
      response.writeHead(status).end(body)
    })
    const alone = createReadSolanaBalances({ rpc: rpcOf(faulty.url), das: null })
    expect(brief(await alone(reads))).toEqual(['ERR_CHAIN_READ', 'ERR_CHAIN_READ'])
    const both = createReadSolanaBalances({ rpc: rpcOf(faulty.url, node.rpcUrl), das: null })
    expect(brief(await both(reads))).toEqual([3n, 1n])
    await faulty.close()
  })
})
