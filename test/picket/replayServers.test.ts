import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auth, nonce, openReplay, owl, type Replay, readAnswer, userOf } from './openReplay.ts'

/*
 * The requests of docs/spec/picket.md#95-picket-python-picket-go-and-curl, byte for byte. Each answer is compared with
 * the keys that its client reads.
 */
let api: Replay['api']
let siwe: Replay['siwe']
let simple: Replay['simple']
let send: Replay['send']
let signed: Replay['signed']
let tokenOf: Replay['tokenOf']
beforeAll(async () => {
  ;({ api, siwe, simple, send, signed, tokenOf } = await openReplay())
})
afterAll(() => api?.close())

const user = userOf(owl.address)

describe('picket-python 0.1.1', () => {
  const key = () => simple.secretKey

  test('default: nonce', async () => {
    const body = `{"chain": "ethereum", "walletAddress": "${owl.address}", "locale": "en-US"}`
    expect(readAnswer(await send('python', key(), '/auth/nonce', body))).toEqual({ status: 200, json: nonce })
  })

  test('behavior: auth with empty requirements and context', async () => {
    const { signature } = await signed(simple)
    const body = `{"chain": "ethereum", "walletAddress": "${owl.address}", "signature": "${signature}", "requirements": {}, "context": {}}`
    expect(readAnswer(await send('python', key(), '/auth', body))).toEqual({ status: 200, json: auth })
  })

  test('behavior: authz and validate', async () => {
    const accessToken = await tokenOf(simple)
    const body = `{"accessToken": "${accessToken}", "requirements": {"allowedWallets": ["${owl.address}"]}, "revalidate": false}`
    expect(readAnswer(await send('python', key(), '/authz', body))).toEqual({ status: 200, json: auth })
    const plain = readAnswer(
      await send('python', key(), '/auth/validate', `{"accessToken": "${accessToken}", "requirements": {}}`),
    )
    expect(plain).toEqual({ status: 200, json: expect.objectContaining(user) })
  })

  test('behavior: tokenOwnership, wrapped as in the quick start and flat', async () => {
    const path = `/chains/ethereum/wallets/${owl.address}/tokenOwnership`
    const owned = { allowed: true, walletAddress: owl.address, tokenBalance: '0', tokenBalances: {} }
    for (const body of [
      `{"requirements": {"allowedWallets": ["${owl.address}"]}}`,
      `{"allowedWallets": ["${owl.address}"]}`,
    ]) {
      expect(readAnswer(await send('python', key(), path, body))).toEqual({ status: 200, json: owned })
    }
  })

  test('refuses: an unknown key, in a form that the client raises as an exception', async () => {
    const answer = await send(
      'python',
      'sk_py_789',
      '/auth/nonce',
      '{"chain": "ethereum", "walletAddress": "0x1", "locale": "en-US"}',
    )
    expect(readAnswer(answer)).toEqual({
      status: 401,
      json: {
        msg: expect.stringContaining('invalid project key'),
        code: 'api_key_invalid',
        error: 'ERR_KEY_UNKNOWN',
      },
    })
  })
})

describe.each(['go', 'goWithLength'] as const)('picket-go (%s)', (client) => {
  const key = () => simple.secretKey
  const empty = '"context":{"domain":"","uri":"","chainId":"","issuedAt":"","chainType":"","locale":""}'

  test('default: nonce with wallet_address', async () => {
    const body = `{"chain":"ethereum","wallet_address":"${owl.address}","locale":""}`
    expect(readAnswer(await send(client, key(), '/auth/nonce', body))).toEqual({ status: 200, json: nonce })
  })

  test('behavior: auth with a context of empty strings', async () => {
    const { signature } = await signed(simple)
    const body = `{"chain":"ethereum","walletAddress":"${owl.address}","signature":"${signature}","requirements":{},${empty}}`
    expect(readAnswer(await send(client, key(), '/auth', body))).toEqual({ status: 200, json: auth })
  })

  test('behavior: auth with a context whose chainId is a string, on a siwe project', async () => {
    const { signature, context } = await signed(siwe)
    const body = `{"chain":"ethereum","walletAddress":"${owl.address}","signature":"${signature}","requirements":{},"context":{"domain":"${context.domain}","uri":"${context.uri}","chainId":"1","issuedAt":"${context.issuedAt}","chainType":"ethereum","locale":"en"}}`
    expect(readAnswer(await send(client, siwe.secretKey, '/auth', body))).toEqual({ status: 200, json: auth })
  })

  test('behavior: authz and validate, with token_ids and the empty fields of an older release', async () => {
    const accessToken = await tokenOf(simple)
    const listed = `{"accessToken":"${accessToken}","requirements":{"allowedWallets":["${owl.address}"]},"revalidate":false}`
    expect(readAnswer(await send(client, key(), '/authz', listed))).toEqual({ status: 200, json: auth })
    const older =
      '{"contractAddress":"","minTokenBalance":"","collection":"","creatorAddress":"","token_ids":null}'
    for (const requirements of ['{}', older]) {
      const body = `{"accessToken":"${accessToken}","requirements":${requirements}}`
      const { status, json } = readAnswer(await send(client, key(), '/auth/validate', body))
      expect([status, json.chain, json.walletAddress, json.displayAddress]).toEqual([
        200,
        'ethereum',
        owl.address,
        owl.address,
      ])
      // This client expects text to text here, and fails on nested values.
      expect(json.tokenBalances).toEqual({})
    }
    const mints = `{"accessToken":"${accessToken}","requirements":{"token_ids":["m1"]},"revalidate":false}`
    expect(readAnswer(await send(client, key(), '/authz', mints)).status).toBe(400)
  })

  test('behavior: tokenOwnership', async () => {
    const path = `/chains/ethereum/wallets/${owl.address}/tokenOwnership`
    const { json } = readAnswer(await send(client, key(), path, `{"allowedWallets":["${owl.address}"]}`))
    expect(json).toMatchObject({ allowed: true, tokenBalances: {} })
  })
})

describe('curl', () => {
  test('behavior: requirements beside the wallet, as the documentation prints them, are accepted', async () => {
    const { signature } = await signed(simple)
    const body = `{"chain":"ethereum","walletAddress":"${owl.address}","signature":"${signature}","allowedWallets":["${owl.address}"]}`
    expect(readAnswer(await send('curl', simple.secretKey, '/auth', body))).toEqual({
      status: 200,
      json: auth,
    })
  })
})
