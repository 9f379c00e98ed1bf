import { expect, test } from 'vitest'
import { createSources } from '../../../app/chains/rpc/createSources.ts'
import { probeSolanaSource } from '../../../app/chains/solana/probeSolanaSource.ts'
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
  const sources = createSources({ endpoints: new Map([[solana, [node.url]]]) })
  const [source] = sources.list()
  if (!source) throw new Error('no source')
  const warned: string[] = []
  const probe = async () => {
    await probeSolanaSource({ source, sources, warn: (sentence) => warned.push(sentence) })
    return source.report().state
  }
  expect(await probe()).toBe('wrong chain')
  expect(source.barredMs()).toBeGreaterThan(0)
  expect(warned).toEqual([expect.stringMatching(/^RPC endpoint 1 of 1 for solana does not serve Solana mainnet/)])
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
  const sources = createSources({ endpoints: new Map([[solana, ['http://127.0.0.1:1/']]]) })
  const [source] = sources.list()
  if (!source) throw new Error('no source')
  await expect(probeSolanaSource({ source, sources })).rejects.toMatchObject({ reason: 'connection' })
  expect(source.report().state).toBe('resting')
})
