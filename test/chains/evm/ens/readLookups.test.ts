import {
  decodeAbiParameters,
  decodeFunctionResult,
  encodeErrorResult,
  encodeFunctionData,
  type Hex,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { OWN_BATCH, readLookups } from '../../../../app/chains/evm/ens/readLookups.ts'
import type { ContractCall } from '../../../../app/chains/evm/multicall/calls.ts'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'
import { startHttp } from '../../rpc/startHttp.ts'

const target = parseEvmAddress(`0x${'ab'.repeat(20)}`)
const abi = parseAbi([
  'error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData)',
  'function query((address sender, string[] urls, bytes data)[] queries) view returns (bool[] failures, bytes[] responses)',
])
type Query = { sender: Hex; urls: string[]; data: Hex }
const composeBatch = (queries: Query[]): Hex =>
  encodeFunctionData({ abi, functionName: 'query', args: [queries] })

/** Follow one lookup; returns the answer, and what the callback got for each question of a batch. */
async function follow(
  callData: Hex,
  { sender = target as Hex, urls = [OWN_BATCH], gateways = [] as string[] } = {},
) {
  const lookup = encodeErrorResult({
    ...{ abi, errorName: 'OffchainLookup' },
    args: [sender, urls, callData, '0x12345678', '0x'],
  })
  const asked: ContractCall[] = []
  const answer = await readLookups({
    ...{ target, gateways, most: 2, deadline: performance.now() + 30_000 },
    result: { kind: 'answer', data: `00${lookup.slice(2)}` },
    ask: async (calls) => {
      asked.push(...calls)
      return calls.map(() => ({ kind: 'answer', data: '01cafe' }))
    },
  })
  const [given] = asked.map(({ data }) => {
    const [response] = decodeAbiParameters(parseAbiParameters('bytes, bytes'), `0x${data.slice(8)}`)
    return decodeFunctionResult({ abi, functionName: 'query', data: response })
  })
  return { answer, given }
}
const open = (urls: string[]): Query => ({ sender: target, urls, data: '0xbeef' })

describe('readLookups', () => {
  test('default: each question of a batch goes to its own allowed gateway, and the others fail alone', async () => {
    const bodies: string[] = []
    const gateway = await startHttp(async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk))
      response.end('{"data":"0xfeed"}')
    })
    const url = `${gateway.url}{sender}`
    const silent = 'http://127.0.0.1:1/{sender}'
    const questions = [
      open([url]),
      open(['https://nowhere.invalid/{sender}']),
      open([silent]),
      open([OWN_BATCH]),
    ]
    const { answer, given } = await follow(composeBatch(questions), { gateways: [url, silent] })
    await gateway.close()
    expect(answer).toBe('cafe')
    expect(bodies).toEqual([JSON.stringify({ data: '0xbeef', sender: target })])
    expect(given?.[0]).toEqual([false, true, true, true])
    expect(given?.[1][0]).toBe('0xfeed')
  })

  test.each<[string, () => ReturnType<typeof follow>]>([
    ['five questions', () => follow(composeBatch(Array.from({ length: 5 }, () => open([OWN_BATCH]))))],
    ['a batch that is none', () => follow('0xdeadbeef')],
    ['a batch that is cut off', () => follow(composeBatch([open([OWN_BATCH])]).slice(0, -64) as Hex)],
    ['another contract as sender', () => follow(composeBatch([]), { sender: `0x${'cd'.repeat(20)}` })],
    ['no URL of ours', () => follow(composeBatch([]), { urls: ['https://nowhere.invalid/{sender}'] })],
  ])('refuses: %s, without asking anybody', async (_, ask) => {
    expect(await ask()).toEqual({ answer: null, given: undefined })
  })
})
