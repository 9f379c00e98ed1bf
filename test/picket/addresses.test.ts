import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type Address, listAddresses } from './listAddresses.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
let addresses: Address[]
const owl = openWallet('owl')
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  project = await api.makeProject()
  addresses = await listAddresses({ api, project, wallet: owl })
})
afterAll(() => api?.close())

describe('methods and addresses', () => {
  test('refuses: every method but an endpoint’s own, and names the allowed one (ERR_METHOD)', async () => {
    for (const address of addresses) {
      const allowed = address.method === 'GET' ? ['GET', 'HEAD'] : ['POST']
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter(
        (one) => !allowed.includes(one),
      )) {
        const answer = await api.call({ ...address, method, body: null })
        expect([address.name, method, answer.status]).toEqual([address.name, method, 405])
        expectRefusal({ answer, error: 'ERR_METHOD' })
        expect(answer.headers.get('allow')).toMatch(new RegExp(`\\b${address.method}\\b`))
      }
    }
  })

  test.each([
    '',
    '/',
    '/nothing',
    '/auth/nonce/more',
    '/auth/verify/x',
    '/nonce',
    '/ownership/x',
    '/chains/ethereum/wallets',
    '/chains/ethereum/wallets/0x1',
    '/chains/ethereum/contracts',
    '/oauth2',
    '/oauth2/nothing',
    '/.well-known/nothing',
    '/__proto__',
    '/%00',
    `/${'x'.repeat(4000)}`,
  ])('refuses: an unknown path: "%s" (ERR_NOT_FOUND)', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      for (const headers of [{}, basic(project.secretKey)]) {
        expectRefusal({
          answer: await api.call({ method, path, headers, body: null }),
          status: 404,
          error: 'ERR_NOT_FOUND',
        })
      }
    }
  })

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'ETHEREUM',
    'Ethereum',
    'solana2',
    '%00',
    ' ',
    'a b',
    `x`.repeat(3000),
  ])('refuses: the chain "%s"', async (chain) => {
    const headers = basic(project.secretKey)
    const spelled = encodeURI(chain).replaceAll('%25', '%')
    const info = await api.call({ method: 'GET', path: `/chains/${spelled}`, headers })
    expectRefusal({ answer: info })
    const body = { contractAddress: owl.address }
    expectRefusal({
      answer: await api.call({
        path: `/chains/${spelled}/wallets/${owl.address}/tokenOwnership`,
        headers,
        body,
      }),
    })
    expectRefusal({
      answer: await api.call({ method: 'GET', path: `/chains/${spelled}/contracts/${owl.address}`, headers }),
    })
    expectRefusal({
      answer: await api.call({ path: '/auth/nonce', headers, body: { chain, walletAddress: owl.address } }),
    })
  })

  test.each([
    '0x',
    '0x1',
    'owl.eth',
    '__proto__',
    `0x${'g'.repeat(40)}`,
    owl.address.slice(2),
    `${owl.address}0`,
    '%00',
  ])('refuses: the address "%s" (ERR_ADDRESS_INVALID)', async (address) => {
    const headers = basic(project.secretKey)
    for (const call of [
      {
        path: `/chains/ethereum/wallets/${address}/tokenOwnership`,
        headers,
        body: { contractAddress: owl.address },
      },
      {
        path: `/chains/ethereum/wallets/${owl.address}/tokenOwnership`,
        headers,
        body: { contractAddress: address },
      },
      { path: `/chains/ethereum/contracts/${address}`, headers, method: 'GET' },
      { path: '/auth/nonce', headers, body: { walletAddress: address } },
    ]) {
      expectRefusal({ answer: await api.call(call), status: 400, error: 'ERR_ADDRESS_INVALID' })
    }
  })
})
