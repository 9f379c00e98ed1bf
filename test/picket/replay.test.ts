import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auth, nonce, openReplay, owl, type Replay, readAnswer, userOf } from './openReplay.ts'
import { sendBytes } from './sendBytes.ts'
import { openWallet } from './signLogin.ts'
import { spellings } from './spellRequest.ts'

/*
 * The requests of docs/spec/picket.md#9-requests-as-the-clients-send-them, byte for byte except keys, addresses,
 * signatures and tokens. Each answer is compared with what its client reads.
 */
let api: Replay['api']
let siwe: Replay['siwe']
let simple: Replay['simple']
let send: Replay['send']
let signed: Replay['signed']
let tokenOf: Replay['tokenOf']
beforeAll(async () => {
  ;({ api, siwe, simple, send, signed, tokenOf } = await openReplay({
    allowedDomains: ['localhost', 'harbor.example'],
  }))
})
afterAll(() => api?.close())

const user = userOf(owl.address)
const refused = { msg: expect.any(String), error: expect.stringMatching(/^ERR_/) }

test('default: the sent bytes are those of the document', async () => {
  const seen: string[] = []
  const server = createServer((socket) =>
    socket.once('data', (data) => {
      seen.push(data.toString())
      socket.end('HTTP/1.1 204 No Content\r\n\r\n')
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const body = '{"chain":"ethereum","walletAddress":"0xA548ac9c6f41B19175023B5f09c6E70f99cFeec8"}'
  const bytes = spellings.node({ key: 'sk_test_123', host: '127.0.0.1:4599', path: '/auth/nonce', body })
  await sendBytes({ host: '127.0.0.1', port, bytes })
  server.close()
  expect(seen).toEqual([
    [
      'POST /api/v1/auth/nonce HTTP/1.1',
      'host: 127.0.0.1:4599',
      'connection: keep-alive',
      'User-Agent: picket-node/0.0.10',
      'Content-Type: application/json',
      'Authorization: Basic c2tfdGVzdF8xMjM=',
      'accept: */*',
      'accept-language: *',
      'sec-fetch-mode: cors',
      'accept-encoding: gzip, deflate',
      'content-length: 81',
      '',
      body,
    ].join('\r\n'),
  ])
  const parts = { host: 'h', path: '/p', body: '{}' }
  expect(spellings.js({ ...parts, key: 'pk_test_456' })).toContain(
    'Authorization: Basic  cGtfdGVzdF80NTY=\r\n',
  )
  expect(spellings.python({ ...parts, key: 'sk_py_789' })).toContain(
    'Authorization: Basic c2tfcHlfNzg5Og==\r\n',
  )
  expect(spellings.go({ ...parts, key: 'k' })).toContain('\r\n\r\n2\r\n{}\r\n0\r\n\r\n')
})

describe('@picketapi/picket-node 0.0.12', () => {
  const key = () => siwe.secretKey

  test('default: nonce', async () => {
    const body = `{"chain":"ethereum","walletAddress":"${owl.address}"}`
    expect(readAnswer(await send('node', key(), '/auth/nonce', body))).toEqual({ status: 200, json: nonce })
  })

  test('behavior: auth with all fields', async () => {
    // No other login of this wallet is open, so a used signature is refused without a look at the chain.
    const lark = openWallet('lark')
    const site = { domain: 'localhost', uri: 'http://localhost' }
    const { signature, context } = await signed(siwe, { wallet: lark, ...site })
    const body = (requirements: string) =>
      `{"chain":"ethereum","walletAddress":"${lark.address}","signature":"${signature}","requirements":${requirements},"context":{"domain":"localhost","uri":"http://localhost","chainId":1,"issuedAt":"${context.issuedAt}","chainType":"ethereum","locale":"en-US"}}`
    const listed = `{"allowedWallets":["${lark.address}"]}`
    expect(readAnswer(await send('node', key(), '/auth', body(listed)))).toEqual({
      status: 200,
      json: { ...auth, user: userOf(lark.address) },
    })
    const again = readAnswer(
      await send('node', key(), '/auth', body('{"contractAddress":"0xC","minTokenBalance":1}')),
    )
    expect(again).toEqual({
      status: 401,
      json: { ...refused, msg: expect.stringContaining('invalid signature'), code: 'parameter_invalid' },
    })
  })

  test('behavior: auth with the required fields', async () => {
    const { signature } = await signed(simple)
    const body = `{"chain":"ethereum","walletAddress":"${owl.address}","signature":"${signature}"}`
    expect(readAnswer(await send('node', simple.secretKey, '/auth', body))).toEqual({
      status: 200,
      json: auth,
    })
  })

  test('behavior: authz', async () => {
    const accessToken = await tokenOf(siwe)
    const bodies = [
      [
        `{"accessToken":"${accessToken}","requirements":{"allowedWallets":["${owl.address}"]},"revalidate":false}`,
        200,
      ],
      [`{"accessToken":"${accessToken}","requirements":{"contractAddress":"0xC"},"revalidate":false}`, 400],
      [
        `{"accessToken":"${accessToken}","requirements":{"collection":["c1","c2"],"minTokenBalance":"3"},"revalidate":true}`,
        400,
      ],
      ['{"accessToken":"aaa.bbb.ccc","requirements":{"contractAddress":"0xC"},"revalidate":false}', 401],
    ] as const
    for (const [body, status] of bodies) {
      const json = status === 200 ? auth : { ...refused, code: 'parameter_invalid' }
      expect(readAnswer(await send('node', key(), '/authz', body))).toEqual({ status, json })
    }
  })

  test('behavior: validate, with and without requirements', async () => {
    const accessToken = await tokenOf(siwe)
    expect(
      readAnswer(await send('node', key(), '/auth/validate', `{"accessToken":"${accessToken}"}`)),
    ).toEqual({
      status: 200,
      json: expect.objectContaining({
        ...user,
        iat: expect.any(Number),
        exp: expect.any(Number),
        aud: siwe.id,
      }),
    })
    const asked = `{"accessToken":"${accessToken}","requirements":{"contractAddress":"0xC","minTokenBalance":"100"}}`
    expect(readAnswer(await send('node', key(), '/auth/validate', asked))).toEqual({
      status: 403,
      json: expect.objectContaining({ ...refused, code: 'permission_denied' }),
    })
  })

  test('behavior: tokenOwnership on chains of both kinds', async () => {
    const evm = await send(
      'node',
      key(),
      `/chains/ethereum/wallets/${owl.address}/tokenOwnership`,
      '{"contractAddress":"0xC","minTokenBalance":1}',
    )
    expect(readAnswer(evm)).toEqual({ status: 400, json: { ...refused, code: 'parameter_invalid' } })
    const solana = await send(
      'node',
      key(),
      '/chains/solana/wallets/WaL/tokenOwnership',
      '{"tokenIds":["m1","m2"]}',
    )
    expect(readAnswer(solana).status).toBeGreaterThanOrEqual(400)
    expect(readAnswer(solana).status).toBeLessThan(500)
  })

  test('behavior: chainInfo and chains', async () => {
    expect(readAnswer(await send('node', key(), '/chains/polygon'))).toMatchObject({
      status: 200,
      json: { chainSlug: 'polygon' },
    })
    expect(readAnswer(await send('node', key(), '/chains')).json).toEqual({ data: expect.any(Array) })
  })
})

describe('picket-js 0.0.102', () => {
  test('default: nonce', async () => {
    const body = `{"chain":"ethereum","walletAddress":"${owl.address}","locale":"en"}`
    const answer = await send('js', siwe.publishableKey, '/auth/nonce', body)
    expect(readAnswer(answer)).toEqual({ status: 200, json: nonce })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://harbor.example')
    expect(answer.headers.get('vary')).toMatch(/\borigin\b/i)
  })

  test('behavior: login with its own signature format', async () => {
    const { signature } = await signed(simple, { chain: 'polygon', chainId: 137 })
    const body = (wallet: string) =>
      `{"chain":"polygon","walletAddress":"${owl.address}","signature":"${signature}","requirements":{"contractAddress":"0x00000000000000000000000000000000000000C0","minTokenBalance":2,"allowedWallets":["${wallet}"]}}`
    expect(readAnswer(await send('js', simple.publishableKey, '/auth', body(owl.address)))).toEqual({
      status: 200,
      json: { ...auth, user: { ...user, chain: 'polygon' } },
    })
  })

  test('behavior: an unknown code is refused', async () => {
    const body = `{"grant_type":"authorization_code","code_verifier":"V","code":"C","redirect_uri":"https://shop.example/cb"}`
    expect(readAnswer(await send('js', siwe.publishableKey, '/oauth2/token', body))).toEqual({
      status: 400,
      json: { ...refused, code: 'invalid_grant', error_description: expect.any(String) },
    })
  })

  test('behavior: an authorize URL with every field and an unregistered redirect URI is refused', async () => {
    const path = `/oauth2/authorize?client_id=${siwe.publishableKey}&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&code_challenge=CH&state=ST&code_challenge_method=S256&response_mode=code&locale=es&chain=ethereum&walletAddress=${owl.address}&signature=0xsig&contractAddress=0xC&minTokenBalance=1&collection=x&collection=y&creatorAddress=cr&tokenIds=a&tokenIds=b&allowedWallets=0x1&allowedWallets=0x2&domain=shop.example&uri=https%3A%2F%2Fshop.example&issuedAt=2024-01-01T00%3A00%3A00.000Z`
    const answer = await send('node', siwe.publishableKey, path)
    expect(readAnswer(answer)).toEqual({
      status: 400,
      json: expect.objectContaining({ ...refused, code: 'invalid_request' }),
    })
    expect(answer.headers.get('location')).toBeUndefined()
  })
})
