import { expect, test } from 'vitest'
import { createEndpoints } from '../../../app/chains/rpc/createEndpoints.ts'
import { checkSolanaEndpoint } from '../../../app/chains/solana/checkSolanaEndpoint.ts'
import { mainnetGenesis, solana } from '../../../app/chains/solana/programs.ts'
import { answerCall, answerRpc } from '../rpc/answerRpc.ts'
import { startHttp } from '../rpc/startHttp.ts'
import { stopClock } from '../rpc/stopClock.ts'

stopClock()
const testNetwork = 'EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG'

test('default', async () => {
  let answer: Parameters<typeof answerCall>[1] = { result: testNetwork }
  const node = await startHttp(
    answerRpc(([call]) =>
      JSON.stringify(answerCall(call?.method === 'getGenesisHash' ? call.id : 0, answer)),
    ),
  )
  const endpoints = createEndpoints({ endpointUrls: new Map([[solana, [node.url]]]) })
  const [endpoint] = endpoints.list()
  if (!endpoint) throw new Error('no source')
  const warned: string[] = []
  const probe = async () => {
    await checkSolanaEndpoint({ endpoint, endpoints, warn: (sentence) => warned.push(sentence) })
    return endpoint.report().state
  }
  expect(await probe()).toBe('wrong chain')
  expect(endpoint.barredMs()).toBeGreaterThan(0)
  expect(warned).toEqual([
    expect.stringMatching(/^RPC endpoint 1 of 1 for solana does not serve Solana mainnet/),
  ])
  // A missing answer changes nothing.
  for (answer of [{ error: { code: -32601 } }, { result: null }, { result: 7 }, { result: 'mainnet' }])
    expect(await probe()).toBe('wrong chain')
  answer = { result: mainnetGenesis }
  expect(await probe()).toBe('healthy')
  answer = { error: { code: -32601 } }
  expect(await probe()).toBe('healthy')
  await node.close()
})

test('refuses: an endpoint that is down (connection)', async () => {
  const endpoints = createEndpoints({ endpointUrls: new Map([[solana, ['http://127.0.0.1:1/']]]) })
  const [endpoint] = endpoints.list()
  if (!endpoint) throw new Error('no source')
  await expect(checkSolanaEndpoint({ endpoint, endpoints })).rejects.toMatchObject({ reason: 'connection' })
  expect(endpoint.report().state).toBe('resting')
})
