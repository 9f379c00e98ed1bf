import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { askGatedApi, type GatedApi, holder, MARKS, openGatedApi, outsider } from './openGatedApi.ts'
import { basic, openWallet, signLogin } from './signLogin.ts'

let opened: GatedApi
let standIn: GatedApi['standIn']
let api: GatedApi['api']
let site: GatedApi['site']
beforeAll(async () => {
  opened = await openGatedApi()
  ;({ standIn, api, site } = opened)
})
afterAll(() => opened?.close())

const { coin, post, login, owns } = askGatedApi(() => opened)

describe('the words that the modal looks for', () => {
  test('refuses: a contract that is not a token (ERR_CONTRACT_UNSUPPORTED)', async () => {
    const answer = await login({ contractAddress: outsider.address })
    expectRefusal({ answer, status: 400, error: 'ERR_CONTRACT_UNSUPPORTED' })
    expect(String(answer.json.msg).toLowerCase()).toContain('any erc20, erc721, erc1155 tokens')
  })

  test('refuses: tokens on a chain without an endpoint (ERR_CHAIN_UNSUPPORTED)', async () => {
    const answer = await login({ contractAddress: coin() }, holder, 'optimism', 10)
    expectRefusal({ answer, status: 400, error: 'ERR_CHAIN_UNSUPPORTED' })
    expect(String(answer.json.msg).toLowerCase()).toContain('token gating')
    const info = await api.call({ method: 'GET', path: '/chains/optimism', headers: basic(site.secretKey) })
    expect(info.json.authorizationSupported).toBe(false)
  })

  test('refuses: a wallet that is not on the list (ERR_WALLET_NOT_ALLOWED)', async () => {
    const answer = await login({ allowedWallets: [outsider.address] })
    expectRefusal({ answer, status: 403, error: 'ERR_WALLET_NOT_ALLOWED' })
    expect(String(answer.json.msg).toLowerCase()).toContain('allowed wallet addresses')
  })

  test('refuses: a wrong signature, which the chain was asked about (ERR_SIGNATURE_INVALID)', async () => {
    const body = await signLogin({ api, key: site.publishableKey, wallet: holder })
    const signature = await outsider.signMessage({ message: 'x' })
    const answer = await post('/auth', { ...body, signature })
    expectRefusal({ answer, status: 401, error: 'ERR_SIGNATURE_INVALID', secrets: [signature] })
    expect(String(answer.json.msg).toLowerCase()).toContain('invalid signature')
  })
})

describe('an unreachable node', () => {
  test('behavior: validate needs no node; whatever needs a read could not be checked (ERR_CHAIN_READ)', async () => {
    const requirements = { contractAddress: coin() }
    const { accessToken } = (await login(requirements)).json
    const unread = openWallet('unread').address
    await standIn.close()
    expect((await post('/auth/validate', { accessToken, requirements })).status).toBe(200)
    expect((await post('/authz', { accessToken, requirements, revalidate: false })).status).toBe(200)
    const path = `/chains/ethereum/contracts/${unread}`
    for (const answer of [
      await login(requirements),
      await post('/authz', { accessToken, requirements, revalidate: true }),
      await owns(requirements),
      await api.call({ method: 'GET', path, headers: basic(site.secretKey) }),
    ]) {
      expectRefusal({ answer, status: 424, secrets: [String(accessToken)] })
      expect(answer.json.msg).toContain('could not check')
      expect(String(answer.json.msg)).not.toMatch(MARKS)
    }
    const listed = { ...requirements, allowedWallets: [holder.address] }
    expect((await login(listed)).status).toBe(200)
  })
})
