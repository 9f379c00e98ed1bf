import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiWalletReadLimit } from '../../app/core/limit/limits.ts'
import { type CountingProxy, startProxy } from '../chains/rpc/startProxy.ts'
import { makeDemoWallet } from '../standin/chains/demoWallets.ts'
import { type StandInChains, startChains } from '../standin/chains/startChains.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, signLogin, type TextSigner } from './signLogin.ts'

/*
 * Contract wallets over the API, on a real node and under a quarter of the real limits. Anybody may send the address of
 * one with an invalid signature.
 */
const FACTOR = 0.25
let standIn: StandInChains
let node: CountingProxy
let api: OpenedApi
let project: ApiProject
const owner = privateKeyToAccount(makeDemoWallet('holder').privateKey)
beforeAll(async () => {
  standIn = await startChains()
  node = await startProxy({ target: standIn.chains.ethereum.rpcUrl })
  api = await openApi({ rpcUrls: { ethereum: node.url }, limitFactor: FACTOR })
  project = await api.makeProject()
})
afterAll(async () => {
  await api?.close()
  await node?.close()
  await standIn?.close()
})

const stranger = { remoteAddress: '198.51.100.66' }
const garbage = `0x${'5a'.repeat(65)}`
/** Deploy a wallet that accepts signatures of its owner's key. */
const deploy = async (): Promise<TextSigner> => ({
  address: await standIn.deployers.ethereum.deploy('OwnedWallet', [owner.address]),
  signMessage: (text) => owner.signMessage(text),
})
const auth = (body: object, key = project.publishableKey, from = {}) =>
  api.call({ path: '/auth', headers: basic(key), body, ...from })
const begin = (wallet: TextSigner, key: string, count: number, from = {}) =>
  Promise.all(Array.from({ length: count }, () => signLogin({ api, key, wallet, ...from })))

describe('a contract wallet over the API', () => {
  test('default: all overlapping sign-ins of the wallet pass, with one chain request each to find the text', async () => {
    const wallet = await deploy()
    const bodies = await begin(wallet, project.publishableKey, 4)
    const before = node.bodies.length
    for (const body of bodies) expect(await auth(body)).toMatchObject({ status: 200 })
    expect(node.bodies.slice(before).filter((body) => body.includes('1626ba7e'))).toHaveLength(4)
    for (const body of bodies) expect((await auth(body)).json.error).toBe('ERR_NONCE_UNKNOWN')
  })

  test('behavior: a wrong signature of a stranger costs one chain request, even with forty open nonces', async () => {
    const wallet = await deploy()
    await begin(wallet, project.publishableKey, 8, stranger)
    const [mine] = await begin(wallet, project.secretKey, 32)
    const before = node.bodies.length
    const answer = await auth({ ...mine, signature: garbage }, project.publishableKey, stranger)
    expect([answer.json.error, node.bodies.length - before]).toEqual(['ERR_SIGNATURE_INVALID', 1])
    expect(await auth(mine ?? {})).toMatchObject({ status: 200 })
  })

  test('behavior: wrong signatures of a stranger do not lock the wallet out', async () => {
    const wallet = await deploy()
    const [mine] = await begin(wallet, project.publishableKey, 1)
    const answers = []
    for (let i = 0; i <= apiWalletReadLimit.most * FACTOR; i++) {
      const { json } = await auth({ ...mine, signature: garbage }, project.publishableKey, stranger)
      answers.push(json.error)
    }
    expect(new Set(answers)).toEqual(new Set(['ERR_SIGNATURE_INVALID']))
    expect(await auth(mine ?? {})).toMatchObject({ status: 200 })
  })
})
