import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { Picket } from '../../../client/src/Picket.ts'
import { PicketError } from '../../../client/src/PicketError.ts'
import { readAuth, writeAuth } from '../../../client/src/session/authStore.ts'
import { holder, signLogin } from '../page/signIn.ts'
import { type FakeApi, key, startApi } from '../page/startApi.ts'

let api: FakeApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())
afterEach(() => {
  api.calls.splice(0)
  api.forced.clear()
  api.balances.clear()
  writeAuth(null)
})
const open = (apiKey = key) => new Picket(apiKey, { baseURL: api.baseURL })
const failure = async (promise: Promise<unknown>): Promise<PicketError> => {
  const error = await promise.then(() => null).catch((caught: unknown) => caught)
  if (!(error instanceof PicketError)) throw new Error('Expected a PicketError.')
  return error
}
const last = () => api.calls.at(-1)
const answerOnce = (path: string, status: number, body: object) =>
  api.forced.set(path, () => {
    api.forced.delete(path)
    return { status, body }
  })

describe('a login without a dialog', () => {
  test('default: login calls nonce and auth, and stores the state under picket-js’s name', async () => {
    const picket = open()
    const state = await picket.login(await signLogin(picket))
    expect(state.user).toMatchObject({ chain: 'ethereum', walletAddress: holder.address, tokenBalances: {} })
    expect(readAuth()).toEqual(state)
    expect(api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET chains/ethereum',
      'POST auth/nonce',
      'POST auth',
    ])
    for (const call of api.calls) {
      expect(call.authorization).toBe(`Basic ${Buffer.from(`${key}:`).toString('base64')}`)
      expect(call.type).toBe(call.method === 'POST' ? 'application/json' : undefined)
    }
    const walletAddress = holder.address
    expect(api.calls[1]?.body).toEqual({ chain: 'ethereum', walletAddress, locale: expect.any(String) })
  })

  test.each([
    { locale: 'it', page: 'fr', browser: 'de-AT', sent: 'it' },
    { page: 'fr', browser: 'de-AT', sent: 'fr' },
    { page: '', browser: 'de-AT', sent: 'de-AT' },
    { browser: 'de-AT', sent: 'de-AT' },
    { sent: 'en' },
  ])(
    'behavior: the text is asked for in the option’s language, else the page’s, else the browser’s: $sent',
    async ({ page, browser, sent, ...options }) => {
      vi.stubGlobal('document', page === undefined ? undefined : { documentElement: { lang: page } })
      // Node has this object from version 21 on.
      vi.stubGlobal('navigator', browser === undefined ? undefined : { language: browser })
      onTestFinished(() => void vi.unstubAllGlobals())
      answerOnce('auth/nonce', 200, { nonce: 'n', statement: 's', format: 'siwe' })
      await new Picket(key, { baseURL: api.baseURL, ...options }).nonce({
        chain: 'solana',
        walletAddress: 'So11',
      })
      expect(last()?.body).toMatchObject({ locale: sent })
    },
  )

  test('behavior: a memo for a Ledger can be requested, and is sent with its context', async () => {
    const picket = open()
    const context = {
      domain: 'harbor.example',
      uri: 'https://harbor.example',
      issuedAt: '2026-11-28T08:00:00.000Z',
      chainId: 101,
      chainType: 'solana',
    }
    const wallet = { chain: 'solana', walletAddress: 'So11' }
    answerOnce('auth/nonce', 200, { nonce: 'n', statement: 's', format: 'siwe', transaction: 'AQID' })
    const { transaction } = await picket.nonce({ ...wallet, method: 'memo', context })
    expect(transaction).toBe('AQID')
    expect(last()?.body).toEqual({ ...wallet, locale: expect.any(String), method: 'memo', context })
    const signed = { signature: 'x', signedMessage: 'AQIE' }
    for (const signIn of [picket.auth.bind(picket), picket.login.bind(picket)]) {
      answerOnce('auth', 401, { msg: 'Invalid signature', error: 'ERR_SIGNATURE_INVALID' })
      expect(await failure(signIn({ ...wallet, ...signed, context }))).toMatchObject({ reason: 'signature' })
      expect(last()?.body).toMatchObject({ ...wallet, ...signed, context })
    }
  })

  test('behavior: every field that does not belong to the login is a requirement', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xC': '2' })
    const picket = open()
    const login = await signLogin(picket)
    const { user } = await picket.login({ ...login, contractAddress: '0xC', minTokenBalance: 2 })
    expect(user.tokenBalances).toEqual({ contractAddress: { '0xC': '2' } })
    expect(last()?.body).toEqual({
      chain: 'ethereum',
      ...login,
      requirements: { contractAddress: '0xC', minTokenBalance: 2 },
    })
  })

  test('refuses: a wallet without the tokens, with what was found (ERR_REQUIREMENT_UNMET)', async () => {
    const picket = open()
    const error = await failure(
      picket.login({ ...(await signLogin(picket)), contractAddress: '0xC', minTokenBalance: 2 }),
    )
    expect(error).toMatchObject({
      name: 'PicketError',
      reason: 'not-eligible',
      code: 'permission_denied',
      error: 'ERR_REQUIREMENT_UNMET',
      status: 403,
    })
    expect(error.msg).toBe(error.message)
    expect(error.answer.found).toEqual([{ kind: 'contractAddress', id: '0xC', found: '0' }])
    expect(readAuth()).toBeNull()
  })

  test('refuses: a signature that was used before, a wrong key and an empty key (ERR_SIGNATURE_INVALID, ERR_KEY_UNKNOWN)', async () => {
    const picket = open()
    const login = await signLogin(picket)
    await picket.auth(login)
    expect(await failure(picket.auth(login))).toMatchObject({
      reason: 'signature',
      error: 'ERR_SIGNATURE_INVALID',
    })
    expect(await failure(open('pk_other').chains())).toMatchObject({ reason: 'key', code: 'api_key_invalid' })
    expect(() => new Picket('')).toThrow(PicketError)
    expect(await failure(picket.auth({ walletAddress: '', signature: '' }))).toMatchObject({
      reason: 'request',
    })
  })
})

describe('the server’s answers', () => {
  test('behavior: chains are requested once', async () => {
    const picket = open()
    expect((await picket.chains()).map((chain) => chain.chainSlug)).toEqual(['ethereum', 'polygon'])
    expect(await picket.chainInfo('polygon')).toMatchObject({ chainId: 137 })
    expect(api.calls.length).toBe(1)
  })

  test('behavior: a failed request for a chain is repeated', async () => {
    const picket = open()
    answerOnce('chains/ethereum', 503, {})
    expect(await failure(picket.chainInfo('ethereum'))).toMatchObject({ reason: 'could-not-check' })
    expect(await picket.chainInfo('ethereum')).toMatchObject({ chainId: 1 })
  })

  test('behavior: an answer without JSON and a missing answer are no refusal', async () => {
    const picket = open()
    api.forced.set('auth/nonce', () => ({ status: 200, body: '<h1>Welcome to the hotel Wi-Fi</h1>' }))
    expect(await failure(picket.nonce({ walletAddress: '0x1' }))).toMatchObject({
      reason: 'network',
      status: 0,
    })
    api.forced.set('auth/nonce', () => ({ status: 502, body: '<h1>Bad gateway</h1>' }))
    expect(await failure(picket.nonce({ walletAddress: '0x1' }))).toMatchObject({ reason: 'could-not-check' })
    api.forced.set('auth/nonce', () => 'lost')
    expect(await failure(picket.nonce({ walletAddress: '0x1' }))).toMatchObject({ reason: 'network' })
  })

  test('behavior: a base URL may end in a slash', async () => {
    await new Picket(key, { baseURL: `${api.baseURL}/` }).chains()
    expect(last()?.path).toBe('chains')
  })
})

describe('authState', () => {
  test('default: the server is asked once per token and page', async () => {
    const state = { accessToken: 'h.e30.first', user: { chain: 'ethereum' } as never }
    writeAuth(state)
    api.forced.set('auth/validate', () => ({ status: 200, body: {} }))
    const [picket, other] = [open(), open()]
    expect(await Promise.all([picket.authState(), other.authState()])).toEqual([state, state])
    expect(await picket.authState()).toEqual(state)
    expect(api.calls.length).toBe(1)
    expect(last()).toMatchObject({ path: 'auth/validate', body: { accessToken: 'h.e30.first' } })
  })

  test('behavior: a fresh token is not checked', async () => {
    const picket = open()
    const state = await picket.auth(await signLogin(picket))
    api.calls.splice(0)
    expect(await picket.authState()).toEqual(state)
    expect(api.calls).toEqual([])
  })

  test('behavior: a lost connection, a failing server, a rate limit or a chain signs nobody out', async () => {
    const picket = open()
    const state = { accessToken: 'h.e30.unchecked', user: { chain: 'ethereum' } as never }
    writeAuth(state)
    const answers = [500, 502, 503, 424, 429, 403, 401].map((status) => ({
      status,
      body: status === 401 ? { msg: 'no key', error: 'ERR_KEY_UNKNOWN' } : {},
    }))
    for (const answer of [...answers, 'lost' as const]) {
      api.forced.set('auth/validate', () => answer)
      expect(await picket.authState()).toEqual(state)
    }
    expect(api.calls.length).toBe(8)
  })

  test('refuses: a token that the server rejects (ERR_TOKEN_INVALID)', async () => {
    const picket = open()
    const { accessToken } = await picket.auth(await signLogin(picket))
    const user = readAuth()?.user as never
    writeAuth({ accessToken: `${accessToken}x`, user })
    api.revoked.add(`${accessToken}x`)
    expect(await picket.authState()).toBeNull()
    expect(readAuth()).toBeNull()
  })

  test('behavior: an expired token is checked again', async () => {
    const picket = open()
    const past = Buffer.from(JSON.stringify({ exp: 1 })).toString('base64url')
    writeAuth({ accessToken: `h.${past}.s`, user: {} as never })
    api.forced.set('auth/validate', () => ({ status: 200, body: {} }))
    await picket.authState()
    await picket.authState()
    expect(api.calls.length).toBe(2)
  })
})

describe('authz', () => {
  test('default: authz proves more, and keeps what was proven', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xA': '1', '0xB': '3' })
    const picket = open()
    await picket.login({ ...(await signLogin(picket)), contractAddress: '0xA' })
    const { user } = await picket.authz({ requirements: { contractAddress: '0xB' }, revalidate: true })
    expect(user.tokenBalances?.contractAddress).toEqual({ '0xA': '1', '0xB': '3' })
    expect(last()?.body).toMatchObject({ revalidate: true, requirements: { contractAddress: '0xB' } })
  })

  test('behavior: parallel calls lose nothing, whatever token they get', async () => {
    const contracts = ['0xA', '0xB', '0xC', '0xD', '0xE']
    api.balances.set(holder.address.toLowerCase(), Object.fromEntries(contracts.map((one) => [one, '1'])))
    const [picket, other] = [open(), open()]
    const { accessToken } = await picket.auth(await signLogin(picket))
    await Promise.all(
      contracts.map((contractAddress, index) =>
        (index % 2 ? picket : other).authz({ accessToken, requirements: { contractAddress } }),
      ),
    )
    expect(Object.keys(readAuth()?.user.tokenBalances?.contractAddress ?? {})).toEqual(contracts)
  })

  test('behavior: a failing call does not block the next', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xB': '1' })
    const picket = open()
    await picket.auth(await signLogin(picket))
    const results = await Promise.allSettled([
      picket.authz({ requirements: { contractAddress: '0xA' } }),
      picket.authz({ requirements: { contractAddress: '0xB' } }),
    ])
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled'])
  })

  test('behavior: signing out during a call stays in effect', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xA': '1' })
    const picket = open()
    await picket.auth(await signLogin(picket))
    api.forced.set('authz', async () => {
      await picket.logout()
      return { status: 200, body: { accessToken: 'h.e30.s', user: {} } }
    })
    await picket.authz({ requirements: { contractAddress: '0xA' } })
    expect(readAuth()).toBeNull()
  })

  test('refuses: a missing token, missing requirements', async () => {
    expect(await failure(open().authz({ requirements: {} }))).toMatchObject({ reason: 'request' })
    await open().auth(await signLogin(open()))
    expect(await failure(open().authz({} as never))).toMatchObject({ reason: 'request' })
  })
})

describe('isCurrentUserAuthorized', () => {
  test('default', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xA': '1' })
    const picket = open()
    expect(await picket.isCurrentUserAuthorized({ requirements: {} })).toBe(false)
    await picket.auth(await signLogin(picket))
    const requirements = { contractAddress: '0xA' }
    expect(await picket.isCurrentUserAuthorized({ requirements })).toBe(true)
    expect(last()?.path).toBe('authz')
    api.calls.splice(0)
    expect(await picket.isCurrentUserAuthorized({ requirements })).toBe(true)
    expect(api.calls).toEqual([])
    api.balances.clear()
    expect(await picket.isCurrentUserAuthorized({ requirements, revalidate: true })).toBe(false)
    expect(await picket.isCurrentUserAuthorized({ requirements: { allowedWallets: ['0x1'] } })).toBe(false)
  })

  test('refuses: requirements that the server cannot parse, with a message in the console (ERR_BODY_INVALID)', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue()
    const picket = open()
    await picket.auth(await signLogin(picket))
    const body = { msg: 'unknown field "contractAdress"', error: 'ERR_BODY_INVALID' }
    api.forced.set('authz', () => ({ status: 400, body }))
    const requirements: object = { contractAdress: '0xA' }
    expect(await picket.isCurrentUserAuthorized({ requirements })).toBe(false)
    expect(told).toHaveBeenCalledWith(body.msg)
    told.mockRestore()
  })

  test('behavior: a requirement that could not be checked is not a no', async () => {
    const picket = open()
    await picket.auth(await signLogin(picket))
    api.forced.set('authz', () => ({
      status: 424,
      body: { msg: 'could not check', error: 'ERR_CHAIN_READ' },
    }))
    const asked = picket.isCurrentUserAuthorized({ requirements: { contractAddress: '0xA' } })
    expect(await failure(asked)).toMatchObject({ reason: 'could-not-check', msg: 'could not check' })
  })
})

describe('logout', () => {
  test('default: the token is revoked at the server, as a form', async () => {
    const picket = open()
    const { accessToken } = await picket.auth(await signLogin(picket))
    await picket.logout()
    expect(readAuth()).toBeNull()
    expect(last()).toMatchObject({ path: 'oauth2/revoke', body: { token: accessToken } })
    expect(last()?.type).toMatch(/^application\/x-www-form-urlencoded/)
    expect(await failure(picket.validate(accessToken))).toMatchObject({ reason: 'token' })
  })

  test('behavior: logout works locally without the server, and without a signed-in user', async () => {
    const picket = open()
    await picket.auth(await signLogin(picket))
    api.forced.set('oauth2/revoke', () => 'lost')
    await picket.logout()
    expect(readAuth()).toBeNull()
    await picket.logout()
  })
})

describe('onChange', () => {
  test('default: it reports sign-in and sign-out until it is stopped', async () => {
    const picket = open()
    const heard: (string | null)[] = []
    const stop = picket.onChange((state) => heard.push(state?.user.walletAddress ?? null))
    await picket.auth(await signLogin(picket))
    await picket.logout()
    stop()
    await picket.auth(await signLogin(picket))
    expect(heard).toEqual([holder.address, null])
  })
})
