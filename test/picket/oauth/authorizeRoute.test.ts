import { describe, expect, test, vi } from 'vitest'
import { loadChain } from '../../../app/core/chain/loadChain.ts'
import { createError, InputError } from '../../../app/core/errors/base.ts'
import { parseAuthorizeQuery } from '../../../app/core/oauth/parseAuthorizeQuery.ts'
import type { AuthorizeTarget } from '../../../app/core/oauth/parseAuthorizeTarget.ts'
import type { AuthorizeDoor } from '../../../app/picket/oauth/authorizeDoor.ts'
import { authorizeRoute } from '../../../app/picket/oauth/authorizeRoute.ts'
import { chooseWords } from '../../../app/picket/oauth/page/chooseWords.ts'
import { fake } from '../../fakes/fake.ts'
import { project } from '../../fakes/fakeApi.ts'

const OWN = 'https://palisade.example'
const URL_ = `${OWN}/api/v1/oauth2/authorize?client_id=pk_1&a=1&a=2`
const target: AuthorizeTarget = {
  clientId: 'pk_1',
  redirectUri: 'https://harbor.example/callback',
  responseMode: 'query',
  state: 's t=',
}

function open(over: Partial<AuthorizeDoor> = {}) {
  const door = fake<AuthorizeDoor>({
    issuer: `${OWN}/api/v1`,
    chains: [loadChain('ethereum'), loadChain('polygon')],
    loadScript: async () => 'start()</script>',
    createNonce: () => '0123456789abcdef',
    renderQr: (text) => `<svg>${text}</svg>`,
    trustedProxies: 0,
    ...over,
  })
  return authorizeRoute(door)
}
const get = (headers: Record<string, string> = {}) => ({
  request: new Request(URL_, { headers }),
  params: {},
})
const postJson = (body: unknown, headers: Record<string, string> = { origin: OWN }) => ({
  request: new Request(URL_, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }),
  params: {},
})
const asked = (over: Partial<typeof project> = {}, mode: AuthorizeTarget['responseMode'] = 'query') =>
  ({
    kind: 'asked',
    target: { ...target, responseMode: mode },
    project: { ...project, ...over },
    query: parseAuthorizeQuery([['contractAddress', '0xC']]),
    chain: loadChain('ethereum'),
    isChainOpen: false,
  }) as const

async function readFacts(answer: Response): Promise<Record<string, unknown>> {
  const facts = /<script type="application\/json" id="facts">(.*)<\/script>\n/.exec(await answer.text())?.[1]
  return JSON.parse(facts ?? '') as Record<string, unknown>
}

describe('GET oauth2/authorize', () => {
  test('default: a code goes to the redirect URI, and the answer is not cached', async () => {
    const start = vi.fn(async () => ({ kind: 'granted', target, code: 'c0de' }) as const)
    const answer = await open({ start })({ ...get(), context: { remoteAddress: '203.0.113.7' } })
    expect([answer.status, Object.fromEntries(answer.headers)]).toEqual([
      302,
      {
        location:
          'https://harbor.example/callback?code=c0de&state=s%20t%3D&iss=https%3A%2F%2Fpalisade.example%2Fapi%2Fv1',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    ])
    expect(start).toHaveBeenCalledWith({
      parameters: [
        ['client_id', 'pk_1'],
        ['a', '1'],
        ['a', '2'],
      ],
      clientAddress: '203.0.113.7',
    })
  })

  test.each<[unknown, string]>([
    [createError('ERR_REQUIREMENT_UNMET', 'No.'), 'access_denied'],
    [createError('ERR_WALLET_NOT_ALLOWED', 'No.'), 'access_denied'],
    [createError('ERR_SIGNATURE_INVALID', 'No.'), 'access_denied'],
    [createError('ERR_CHAIN_READ', 'No.'), 'temporarily_unavailable'],
    [new InputError('ERR_OAUTH_RESPONSE_TYPE', 'No.'), 'unsupported_response_type'],
    [new InputError('ERR_CHAIN_UNKNOWN', 'No.'), 'invalid_request'],
    [new TypeError('a secret of the database'), 'server_error'],
  ])('behavior: %s reaches the client as %s', async (error, word) => {
    const answer = await open({ start: async () => ({ kind: 'refused', target, error }) })(get())
    const sent = new URL(answer.headers.get('location') ?? '').searchParams
    expect([sent.get('error'), sent.get('state'), sent.get('iss')]).toEqual([word, 's t=', `${OWN}/api/v1`])
    expect(sent.get('error_description')).not.toContain('database')
  })

  test('behavior: a web message names only the registered origin', async () => {
    const message = { ...target, responseMode: 'web_message' } as const
    const route = open({ start: async () => ({ kind: 'granted', target: message, code: 'c0de' }) })
    const answer = await route(get())
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'nonce-0123456789abcdef'")
    expect(await readFacts(answer)).toEqual({
      kind: 'deliver',
      speech: chooseWords('en'),
      answer: {
        kind: 'message',
        origin: 'https://harbor.example',
        response: { code: 'c0de', state: 's t=', iss: `${OWN}/api/v1` },
      },
    })
  })

  test('default: the page says who asks, where it leads and what the wallet must hold', async () => {
    const answer = await open({ start: async () => asked() })(get())
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ])
    const html = await answer.clone().text()
    expect(html).toContain('<h1>Sign in to Harbor</h1>')
    expect(html).toContain('You’ll return to harbor.example')
    expect(html).toContain('Any amount of <b dir="auto" data-token="ethereum/0xc">0xC</b> on Ethereum')
    expect(await readFacts(answer)).toMatchObject({
      kind: 'login',
      query: 'client_id=pk_1&a=1&a=2',
      chains: [],
      cancel: { url: expect.stringContaining('error=access_denied') },
    })
  })

  test('behavior: the page links the client’s site, where a login must begin; an app has none', async () => {
    const site = async (redirectUri: string) => {
      const question = { ...asked(), target: { ...target, redirectUri } }
      return (await readFacts(await open({ start: async () => question })(get()))).site
    }
    expect(await site('https://harbor.example/callback?secret=1')).toEqual({
      url: 'https://harbor.example/',
      code: `data:image/svg+xml,${encodeURIComponent('<svg>https://harbor.example/</svg>')}`,
    })
    expect(await site('harbor.app:/callback')).toBeNull()
  })

  test('refuses: markup in names, which stays text', async () => {
    const evil = `"'><script>x()</script><!--`
    const route = open({ start: async () => asked({ name: evil }) })
    const html = await (await route(get())).text()
    expect(html).not.toContain('<script>x()')
    expect(html).not.toContain('<!--')
    // Our own script cannot be ended early either.
    expect(html.match(/<\/script>/g)).toHaveLength(2)
  })

  test.each([
    ['text/html,*/*', 'text/html; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
  ])('refuses: an unknown client, to %s without a redirect', async (accept, type) => {
    const start = async () => {
      throw createError('ERR_OAUTH_CLIENT', 'This client is not known.', { hint: 'Copy the key <b>.' })
    }
    const answer = await open({ start })(get({ accept }))
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('location')]).toEqual([
      401,
      type,
      null,
    ])
    expect(answer.headers.get('www-authenticate')).toBeNull()
    const text = await answer.text()
    expect(text).toContain('This client is not known.')
    if (type.startsWith('text/html')) expect(text).not.toContain('<b>.')
    else expect(JSON.parse(text)).toMatchObject({ code: 'invalid_client', error: 'ERR_OAUTH_CLIENT' })
  })

  test.each(['OPTIONS', 'PUT', 'DELETE'])('refuses: %s (ERR_METHOD)', async (method) => {
    const answer = await open()({ request: new Request(URL_, { method }), params: {} })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([405, null])
  })
})

describe('POST oauth2/authorize', () => {
  test('default: a form is a request like any other, as OpenID Connect requires', async () => {
    const start = vi.fn(async () => ({ kind: 'granted', target, code: 'c0de' }) as const)
    const request = new Request(URL_, { method: 'POST', body: new URLSearchParams({ client_id: 'pk_2' }) })
    expect((await open({ start })({ request, params: {} })).status).toBe(302)
    expect(start).toHaveBeenCalledWith(expect.objectContaining({ parameters: [['client_id', 'pk_2']] }))
  })

  const login = {
    step: 'signature',
    query: 'client_id=pk_1&state=s',
    chain: 'ethereum',
    walletAddress: '0x1',
    signature: '0x2',
    context: { domain: 'palisade.example', uri: OWN, issuedAt: '2026-11-25T13:10:00.000Z', chainId: 1 },
  }

  test('default: the page’s signature gives the answer to deliver', async () => {
    const complete = vi.fn(async () => ({ target, code: 'c0de' }))
    const answer = await open({ complete })(postJson(login))
    expect(await answer.json()).toEqual({
      kind: 'redirect',
      url: 'https://harbor.example/callback?code=c0de&state=s%20t%3D&iss=https%3A%2F%2Fpalisade.example%2Fapi%2Fv1',
    })
    expect(complete).toHaveBeenCalledWith(
      expect.objectContaining({
        parameters: [
          ['client_id', 'pk_1'],
          ['state', 's'],
        ],
        signature: '0x2',
        context: login.context,
      }),
    )
  })

  test('refuses: a wallet without the tokens, with what was found, for the page to show', async () => {
    const unmet = { needed: '2', found: [{ kind: 'contractAddress', id: '0xC', found: '1' }] }
    const complete = async () => {
      throw createError('ERR_REQUIREMENT_UNMET', 'No.', { details: unmet })
    }
    const answer = await open({ complete })(postJson(login))
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ error: 'ERR_REQUIREMENT_UNMET', code: 'access_denied', unmet }),
    ])
  })

  test('behavior: a memo can be requested instead of a text, and is passed on', async () => {
    const wallet = { query: 'client_id=pk_1', chain: 'solana', walletAddress: 'So11' }
    const prepare = vi.fn(async () => ({ transaction: 'AQID' }))
    const complete = vi.fn(async () => ({ target, code: 'c0de' }))
    const route = open({ prepare, complete })
    const asked = await route(postJson({ step: 'message', ...wallet, method: 'memo' }))
    expect(await asked.json()).toEqual({ transaction: 'AQID' })
    expect(prepare).toHaveBeenCalledWith(expect.objectContaining({ method: 'memo' }))
    const context = { domain: 'd', uri: 'u', issuedAt: 'i', chainId: 101 }
    const signed = { signature: 'x', signedMessage: 'AQIE', context }
    expect((await route(postJson({ step: 'signature', ...wallet, ...signed }))).status).toBe(200)
    expect(complete).toHaveBeenCalledWith(expect.objectContaining(signed))
    const other = await route(postJson({ step: 'message', ...wallet, method: 'email' }))
    expect([other.status, (await other.json()).error]).toEqual([400, 'ERR_BODY_INVALID'])
  })

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://harbor.example' }],
    ['a missing origin', {}],
    ['an opaque origin', { origin: 'null' }],
    ['this host without TLS', { origin: 'http://palisade.example' }],
  ])('refuses: a step posted from %s (ERR_SITE_FORBIDDEN)', async (_, headers) => {
    const answer = await open()(postJson(login, headers))
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ error: 'ERR_SITE_FORBIDDEN' }),
    ])
  })

  test.each<[string, unknown, number, string]>([
    ['text that is not JSON', '{', 400, 'ERR_BODY_INVALID'],
    ['another step', { ...login, step: 'token' }, 400, 'ERR_BODY_INVALID'],
    ['a step without its fields', { step: 'message', query: '' }, 400, 'ERR_BODY_INVALID'],
    ['a missing context', { ...login, context: null }, 400, 'ERR_BODY_INVALID'],
    ['a body of 70 kB', { ...login, query: 'q'.repeat(70_000) }, 413, 'ERR_BODY_TOO_LARGE'],
  ])('refuses: %s', async (_, body, status, code) => {
    const answer = await open()(postJson(body))
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ error: code })])
  })
})

describe('the language of the page', () => {
  const ask = async (
    query: string,
    headers: Record<string, string> = {},
    over: Partial<AuthorizeDoor> = {},
  ) => {
    const request = new Request(`${URL_}${query}`, { headers: { accept: 'text/html', ...headers } })
    return open({ start: async () => asked(), ...over })({ request, params: {} })
  }
  const read = async (answer: Response) => {
    const html = await answer.text()
    return [
      /<html lang="([^"]+)" dir="([^"]+)">/.exec(html)?.slice(1),
      /<h1>(.*?)<\/h1>/.exec(html)?.[1]?.replace(/[\u2068\u2069]/g, ''),
    ]
  }

  test.each([
    ['', {}, ['en', 'ltr'], 'Sign in to Harbor'],
    ['', { 'accept-language': 'sv,de-CH;q=0.8' }, ['de', 'ltr'], 'Bei Harbor anmelden'],
    ['&ui_locales=sv+fr-CA+de', { 'accept-language': 'ja' }, ['fr', 'ltr'], 'Se connecter à Harbor'],
    ['&ui_locales=he&locale=de', {}, ['he', 'rtl'], 'התחברות אל Harbor'],
    ['&locale=es', { 'accept-language': 'ja' }, ['es', 'ltr'], 'Inicia sesión en Harbor'],
    ['&locale=en', { 'accept-language': 'ar' }, ['ar', 'rtl'], 'تسجيل الدخول إلى Harbor'],
    ['&ui_locales=%22%3E%3Cscript%3E', {}, ['en', 'ltr'], 'Sign in to Harbor'],
  ])('default: %s %j', async (query, headers, lang, title) => {
    const answer = await ask(query, headers as Record<string, string>)
    expect(await read(answer)).toEqual([lang, title])
  })

  test('behavior: without a script the page says in its language that it needs one', async () => {
    const html = await (await ask('&ui_locales=nl')).text()
    expect(html).toMatch(/<noscript><p class="alone">Inloggen met een wallet werkt alleen met JavaScript\./)
    expect(html).toContain('harbor.example ziet straks het adres van je wallet')
  })

  test('behavior: a login that cannot start says so in the language; what developers read is marked as English', async () => {
    const start = () => Promise.reject(createError('ERR_REDIRECT_URI', 'redirect_uri is missing.'))
    const html = await (await ask('&ui_locales=ko', {}, { start })).text()
    expect(html).toContain('<h1>로그인을 시작할 수 없습니다</h1>')
    expect(html).toMatch(/<p class="details" lang="en" dir="ltr">.*redirect_uri is missing\./)
  })

  test('behavior: what the wallet signs is in the language of the page', async () => {
    const prepare = vi.fn(async () => ({}))
    const step = { step: 'message', query: 'ui_locales=fr', chain: 'ethereum', walletAddress: '0x1' }
    await open({ prepare })(postJson(step))
    expect(prepare).toHaveBeenCalledWith(expect.objectContaining({ locale: 'fr' }))
  })
})
