import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ErrorAnswer } from '../../app/picket/describe/answers.ts'
import { describeErrors } from '../../app/picket/describe/errorSamples.ts'
import { type StandInChains, startChains } from '../standin/chains/startChains.ts'
import { expectDescribed, findEndpoint } from './expectDescribed.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, logIn, openWallet, signLogin } from './signLogin.ts'

/*
 * Answers that read a chain have exactly the described fields.
 */
let chains: StandInChains
let api: OpenedApi
let site: ApiProject
const holder = openWallet('holder')
beforeAll(async () => {
  chains = await startChains()
  api = await openApi({ rpcUrls: { ethereum: chains.chains.ethereum.rpcUrl } })
  site = await api.makeProject()
})
afterAll(async () => {
  await api?.close()
  await chains?.close()
})

const asks = () => {
  const { erc20, erc721, erc1155 } = chains.chains.ethereum.contracts
  return [
    { contractAddress: erc20, minTokenBalance: '0.5' },
    { contractAddress: erc721, minTokenBalance: 1 },
    { contractAddress: erc1155, tokenIds: ['1', '7'] },
  ]
}

describe('answers that read a chain', () => {
  test('refuses: an empty wallet, with what was needed and found (ERR_REQUIREMENT_UNMET)', async () => {
    const path = '/auth'
    for (const requirements of asks()) {
      const login = await signLogin({ api, key: site.publishableKey, wallet: openWallet('outsider') })
      const headers = basic(site.publishableKey)
      const { status, json } = await api.call({ path, headers, body: { ...login, requirements } })
      const sample = (await describeErrors(findEndpoint('POST', path))).get('ERR_REQUIREMENT_UNMET')
      expect(status).toBe(sample?.status)
      expect(ErrorAnswer.parse(json)).toEqual(json)
      expect(Object.keys(json).sort()).toEqual(Object.keys(sample?.answer ?? {}).sort())
    }
  })

  test('behavior: a sign-in, a later token and its claims fit the description', async () => {
    for (const requirements of asks()) {
      const login = await logIn({ api, key: site.publishableKey, wallet: holder, requirements })
      expectDescribed('POST', '/auth', login)
      const body = { accessToken: login.accessToken, requirements, revalidate: true }
      const headers = basic(site.publishableKey)
      expectDescribed('POST', '/authz', await api.call({ path: '/authz', headers, body }))
      const claims = await api.call({ path: '/auth/validate', headers, body })
      expectDescribed('POST', '/auth/validate', claims)
    }
  })

  test('behavior: balances and contracts fit the description', async () => {
    const headers = basic(site.secretKey)
    for (const name of ['holder', 'outsider']) {
      const path = `/chains/ethereum/wallets/${openWallet(name).address}/tokenOwnership`
      for (const body of asks()) {
        expectDescribed('POST', path, await api.call({ path, headers, body }))
      }
    }
    for (const address of [...Object.values(chains.chains.ethereum.contracts), holder.address]) {
      const path = `/chains/ethereum/contracts/${address}`
      expectDescribed('GET', path, await api.call({ method: 'GET', path, headers }))
    }
  })
})
