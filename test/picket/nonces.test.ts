import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type ApiAnswer, type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, type LoginBody, openWallet, signLogin } from './signLogin.ts'

/*
 * Polygon has no endpoint here, so an invalid signature is refused at once. Nothing listens at Ethereum's endpoint, so
 * a contract wallet's signature cannot be checked there.
 */
let api: OpenedApi
let site: ApiProject
let simple: ApiProject
const owl = openWallet('owl')
const stranger = openWallet('stranger')
const polygon = { chain: 'polygon', chainId: 137 } as const
beforeAll(async () => {
  api = await openApi({ limitFactor: 10_000 })
  site = await api.makeProject()
  simple = await api.makeProject({ format: 'simple' })
})
afterAll(() => api?.close())

const sign = (more: Partial<Parameters<typeof signLogin>[0]> = {}, project = site) =>
  signLogin({ api, key: project.publishableKey, wallet: owl, ...polygon, ...more })
const auth = (body: object, project = site) =>
  api.call({ path: '/auth', headers: basic(project.publishableKey), body })
const nonceOf = async (walletAddress: string, project = site): Promise<string> => {
  const answer = await api.call({
    path: '/auth/nonce',
    headers: basic(project.publishableKey),
    body: { walletAddress },
  })
  return String(answer.json.nonce)
}
function expectInvalid(answer: ApiAnswer, body: LoginBody): void {
  expectRefusal({ answer, status: 401, secrets: [body.signature] })
  expect(String(answer.json.msg).toLowerCase()).toContain('invalid signature')
  expect(answer.json.code).toBe('parameter_invalid')
}

describe('nonces', () => {
  test('behavior: one of 64 parallel uses of a signature wins, and the others are too late', async () => {
    for (const project of [site, simple]) {
      const body = await sign({}, project)
      const answers = await Promise.all(Array.from({ length: 64 }, () => auth(body, project)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      const late = answers.filter(({ status }) => status !== 200)
      expect(late).toHaveLength(63)
      for (const answer of late) expectInvalid(answer, body)
      expectInvalid(await auth(body, project), body)
    }
  })

  test('behavior: a nonce has 128 bits, and each request gets its own', async () => {
    const { address } = openWallet('own')
    const nonces = [
      await nonceOf(address),
      await nonceOf(address.toLowerCase()),
      await nonceOf(address, simple),
    ]
    expect(new Set(nonces).size).toBe(3)
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/)
  })

  test('behavior: of 32 parallel requests of pages six get their own nonce and the others share one', async () => {
    const { address } = openWallet('parallel')
    const nonces = await Promise.all(Array.from({ length: 32 }, () => nonceOf(address)))
    expect(new Set(nonces).size).toBe(7)
  })

  test('behavior: all overlapping sign-ins of a wallet pass: two tabs, and 20 tests with the secret key', async () => {
    const wallet = openWallet('overlapping')
    for (const [key, count] of [
      [site.publishableKey, 2],
      [site.publishableKey, 7],
      [site.secretKey, 20],
    ] as const) {
      const bodies = await Promise.all(Array.from({ length: count }, () => signLogin({ api, key, wallet })))
      const answers = await Promise.all(
        bodies.map((body) => api.call({ path: '/auth', body, headers: basic(key) })),
      )
      expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200))
      const again = await Promise.all(
        bodies.map((body) => api.call({ path: '/auth', body, headers: basic(key) })),
      )
      expect(again.map(({ json }) => json.error)).toEqual(bodies.map(() => 'ERR_NONCE_UNKNOWN'))
    }
  })

  test('behavior: a stranger who requests nonces for a wallet does not lock it out', async () => {
    const wallet = openWallet('wanted')
    const begun = await signLogin({ api, key: site.publishableKey, wallet })
    for (let i = 0; i < 100; i++) await nonceOf(wallet.address)
    for (const body of [begun, await signLogin({ api, key: site.publishableKey, wallet })]) {
      expect((await auth(body)).status).toBe(200)
    }
  })

  test('behavior: a nonce belongs to the wallet, not to a chain', async () => {
    const { chain: _, ...body } = await sign({ chain: 'polygon', chainId: 1 })
    expect((await auth({ ...body, chain: 'ethereum' })).json).toMatchObject({ user: { chain: 'ethereum' } })
  })

  test('behavior: a wrong signature uses up nobody’s login', async () => {
    const body = await sign()
    for (const signature of [
      await stranger.signMessage({ message: 'x' }),
      await owl.signMessage({ message: 'x' }),
      `0x${'0'.repeat(130)}`,
      `0x${'f'.repeat(130)}`,
      '0x',
      '0xsig',
      body.signature.slice(0, -2),
      `${body.signature}00`,
      body.signature.slice(2),
    ]) {
      const answer = await auth({ ...body, signature })
      expectInvalid(answer, { ...body, signature })
    }
    expect((await auth(body)).status).toBe(200)
  })

  test('behavior: an unreachable contract wallet is not reported as a wrong signature (ERR_CHAIN_READ)', async () => {
    const body = await sign({ chain: 'ethereum', chainId: 1 })
    const signature = await stranger.signMessage({ message: 'x' })
    const answer = await auth({ ...body, signature })
    expectRefusal({ answer, status: 424, error: 'ERR_CHAIN_READ', secrets: [signature] })
    expect(answer.json.msg).toContain('could not check')
    expect((await auth(body)).status).toBe(200)
  })
})

describe('the signed text', () => {
  type Said = Partial<Parameters<typeof signLogin>[0]>
  // Computed when signed, because earlier tests may take a minute.
  const minutes = (n: number) => new Date(Date.now() + n * 60_000).toISOString()
  const differing: readonly (readonly [string, Said | (() => Said)])[] = [
    ['another site', { domain: 'evil.example' }],
    ['a subdomain of an allowed site', { domain: 'www.harbor.example' }],
    ['a site with a port that is not allowed', { domain: 'harbor.example:444' }],
    ['a site in capital letters', { domain: 'HARBOR.EXAMPLE' }],
    ['the wildcard itself', { domain: 'localhost:*' }],
    ['a uri on another host', { uri: 'https://evil.example' }],
    ['a uri with the same beginning', { uri: 'https://harbor.example.evil.example' }],
    ['a uri with a user name', { uri: 'https://harbor.example@evil.example' }],
    ['a uri with another port', { uri: 'https://harbor.example:444' }],
    ['a uri with another scheme', { uri: 'javascript://harbor.example' }],
    ['a text that is eleven minutes old', () => ({ issuedAt: minutes(-11) })],
    ['a text from eleven minutes ahead', () => ({ issuedAt: minutes(11) })],
    ['an invalid time', { issuedAt: 'now' }],
    ['a number as time', { issuedAt: String(Date.now()) }],
    ['another chain', { chainId: 1 }],
    ['a line break in the domain', { domain: 'harbor.example\nURI: https://evil.example' }],
    ['a line break in the uri', { uri: 'https://harbor.example\nChain ID: 1' }],
    ['a line break in the time', { issuedAt: `${new Date().toISOString()}\nResources:` }],
    ['a line separator in the uri', { uri: 'https://harbor.example/\u2028x' }],
    ['a character that reverses text', { uri: 'https://harbor.example/\u202ex' }],
    ['NUL in the domain', { domain: 'harbor.example\u0000' }],
    ['a domain in another script', { domain: 'hаrbor.example' }],
  ]

  test.each(differing)('refuses: %s, however validly it is signed', async (_, more) => {
    const body = await sign(typeof more === 'function' ? more() : more)
    expectInvalid(await auth(body), body)
    // The signed text must also equal the request's context.
    const { context } = await sign()
    expectInvalid(await auth({ ...body, context }), body)
  })

  test.each([
    ['another wallet', { walletAddress: stranger.address }],
    ['another nonce', { nonce: '0'.repeat(32) }],
    ['another statement', { statement: 'Give everything away.' }],
    ['the other format', { format: 'simple' as const }],
  ])('refuses: a text with %s', async (_, change) => {
    const body = await sign({ change })
    expectInvalid(await auth(body), body)
  })

  test('refuses: a signature by A for the wallet of B, in either field', async () => {
    await nonceOf(stranger.address)
    const body = await sign()
    expectInvalid(await auth({ ...body, walletAddress: stranger.address }), body)
    const asB = await sign({ walletAddress: stranger.address })
    expectInvalid(await auth(asB), asB)
    expectInvalid(await auth({ ...asB, walletAddress: owl.address }), asB)
  })

  test('refuses: a login of another project', async () => {
    const other = await api.makeProject()
    const body = await sign({}, other)
    await nonceOf(owl.address)
    expectInvalid(await auth(body), body)
    expect((await auth(body, other)).status).toBe(200)
  })

  test('refuses: a simple text at a siwe project, and the reverse', async () => {
    const asSimple = await sign({ change: { format: 'simple' } })
    expectInvalid(await auth(asSimple), asSimple)
    const { context: _, ...without } = asSimple
    expectRefusal({ answer: await auth(without), status: 400 })
    const asSiwe = await sign({ change: { format: 'siwe' } }, simple)
    expectInvalid(await auth(asSiwe, simple), asSiwe)
  })

  test('behavior: a simple statement names project, host and minute, and its token says fmt', async () => {
    const headers = { ...basic(simple.publishableKey), origin: 'http://localhost:5173' }
    const asked = await api.call({
      path: '/auth/nonce',
      headers,
      body: { walletAddress: openWallet('simple').address },
    })
    expect(asked.json).toMatchObject({
      format: 'simple',
      statement: expect.stringMatching(/Harbor, localhost:5173, \d{4}-\d\d-\d\d \d\d:\d\d UTC/),
    })
    const answer = await auth(await sign({}, simple), simple)
    const claims = await api.call({
      path: '/auth/validate',
      headers: basic(simple.secretKey),
      body: { accessToken: answer.json.accessToken },
    })
    expect(claims.json.fmt).toBe('simple')
  })

  test.each(['https://harbor.example/login?next=%2Fcart', 'https://harbor.example/#x'])(
    'behavior: a uri on the same host may have a path or query: %s',
    async (uri) => {
      expect((await auth(await sign({ uri }))).status).toBe(200)
    },
  )

  test.each([-9, 9])('behavior: a clock that is %s minutes off is accepted', async (n) => {
    expect((await auth(await sign({ issuedAt: minutes(n) }))).status).toBe(200)
  })

  test('behavior: localhost may have any port if the project allows localhost', async () => {
    const body = await sign({ domain: 'localhost:5173', uri: 'http://localhost:5173' })
    expect((await auth(body)).status).toBe(200)
    const spoofed = await sign({
      domain: 'localhost:5173.evil.example',
      uri: 'http://localhost:5173.evil.example',
    })
    expectInvalid(await auth(spoofed), spoofed)
  })
})
