import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AdminDoor, adminAction, adminBlockLoader, adminLoader } from '../../app/admin/adminRoute.ts'
import { parseNewProject } from '../../app/admin/developers/parseProjectForm.ts'
import { NO_LOGIN } from '../../app/admin/loginWords.ts'
import { parseGateNumber } from '../../app/admin/parseGateNumber.ts'
import { ConflictError, InputError, NotFoundError, UpstreamError } from '../../app/core/errors/base.ts'
import { parseProjectDraft } from '../../app/core/project/parseProjectDraft.ts'
import { log } from '../../app/log/log.ts'

afterEach(() => {
  vi.restoreAllMocks()
  faults.length = 0
})

const CALLER = { ctx: 'ports', myshopifyDomain: 'harbor.myshopify.com', actor: 'staff:7' }
const faults: unknown[] = []
const door: AdminDoor<string> = { enter: async () => CALLER, writeFault: (fault) => void faults.push(fault) }
const LOGIN = new Response(null, { status: 302, headers: { location: '/auth/login' } })
const closedDoor: AdminDoor<string> = { ...door, enter: () => Promise.reject(LOGIN) }

const request = (body = '{}') => new Request('http://app/app/gates/new?a=b', { method: 'POST', body })
const change = (run: () => Promise<unknown>, body?: string) =>
  adminAction({ door, parse: (value) => value, run })({ request: request(body), params: {} })
const throws = (error: unknown) => () => Promise.reject(error)
const mustNot = () => {
  throw new Error('This must not be called.')
}

describe('adminAction', () => {
  test('default: the caller, the body and the URL’s parameters', async () => {
    const action = adminAction({
      door,
      parse: (value, { number }) => ({ ...(value as { name: string }), number }),
      run: async (caller, body) => ({ ...caller, ...body }),
    })
    const answer = await action({ request: request('{"name":"Owls"}'), params: { number: '82' } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({ kind: 'done', result: { ...CALLER, name: 'Owls', number: '82' } })
  })

  test('behavior: a flow without a result answers null', async () => {
    expect(await (await change(async () => {})).json()).toEqual({ kind: 'done', result: null })
  })

  test('refuses: a request that Shopify’s library sends to a login, before reading anything', async () => {
    const action = adminAction({ door: closedDoor, parse: mustNot, run: mustNot })
    const asked = request('{')
    await expect(action({ request: asked, params: {} })).rejects.toBe(LOGIN)
    expect(asked.bodyUsed).toBe(false)
  })

  test('refuses: wrong fields, each by its path (ERR_GATE_INVALID)', async () => {
    const fields = { name: 'required', 'conditions.0.contract': 'no-code' } as const
    const answer = await change(throws(new InputError('ERR_GATE_INVALID', 'No.', { details: { fields } })))
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { kind: 'invalid', fields, code: 'ERR_GATE_INVALID' },
    ])
  })

  test('refuses: wrong fields of a project, each with a sentence (ERR_PROJECT_INVALID)', async () => {
    const form = {
      draftId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      name: '',
      allowedDomains: [],
      redirectUris: [],
      format: 'siwe',
      statement: '',
      requirement: null,
      isStorefront: false,
    }
    const action = adminAction({
      door,
      parse: parseNewProject,
      run: async (_caller, { form }) => parseProjectDraft({ form }),
    })
    const answer = await action({ request: request(JSON.stringify(form)), params: {} })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ kind: 'invalid', fields: { name: 'Enter a name.' } })
  })

  test('refuses: the whole form if no field is named (ERR_GATE_INVALID)', async () => {
    const answer = await change(throws(new InputError('ERR_GATE_INVALID', 'Too much.', { hint: 'Cut it.' })))
    expect([answer.status, await answer.json()]).toEqual([
      422,
      { kind: 'failed', message: 'Too much. Cut it.', code: 'ERR_GATE_INVALID' },
    ])
  })

  test.each(['ERR_GATE_STALE', 'ERR_PROJECT_STALE'] as const)(
    'refuses: an edit after somebody else’s change (%s)',
    async (code) => {
      const answer = await change(throws(new ConflictError(code, 'Changed.')))
      expect([answer.status, await answer.json()]).toEqual([409, { kind: 'stale', code }])
    },
  )

  test('refuses: a body that is not JSON (ERR_BODY_INVALID)', async () => {
    const answer = await change(() => Promise.resolve(1), '{')
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { kind: 'failed', code: 'ERR_BODY_INVALID' },
    ])
  })

  test('refuses: an oversized body (ERR_BODY_TOO_LARGE)', async () => {
    const answer = await change(() => Promise.resolve(1), `"${'x'.repeat(300_000)}"`)
    expect([answer.status, await answer.json()]).toMatchObject([
      413,
      { kind: 'failed', code: 'ERR_BODY_TOO_LARGE' },
    ])
  })

  test('behavior: the message says what to do', async () => {
    const error = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.', { hint: 'Try again.' })
    const answer = await change(throws(error))
    expect(await answer.json()).toEqual({
      kind: 'failed',
      message: 'Shopify is down. Try again.',
      code: 'ERR_SHOPIFY_REQUEST',
    })
  })

  test('behavior: the answer to a server fault does not reveal its message', async () => {
    const write = vi.spyOn(log, 'error').mockImplementation(() => {})
    const answer = await change(throws(new Error('the secret is out')))
    const told = await answer.json()
    expect([answer.status, told]).toMatchObject([500, { kind: 'failed', code: 'ERR_INTERNAL' }])
    expect(JSON.stringify(told)).not.toContain('secret')
    expect(write).toHaveBeenCalledOnce()
  })

  test('behavior: a login that ends during a flow is renewed, and the flow runs once more', async () => {
    const callers: string[] = []
    let logins = 0
    const renewing: AdminDoor<string> = {
      ...door,
      enter: async () => ({ ...CALLER, ctx: `login ${++logins}` }),
    }
    const run = async ({ ctx }: { ctx: string }) => {
      callers.push(ctx)
      if (callers.length === 1) throw new Response(null, { status: 401 })
      return 'saved'
    }
    const answer = await adminAction({ door: renewing, parse: (value) => value, run })({
      request: request(),
      params: {},
    })
    expect(await answer.json()).toEqual({ kind: 'done', result: 'saved' })
    expect(callers).toEqual(['login 1', 'login 2'])
  })

  test('refuses: a login that ends again, in a sentence after the second run (ERR_SHOPIFY_LOGIN)', async () => {
    let runs = 0
    const answer = await change(async () => {
      runs += 1
      throw new Response(null, { status: 401 })
    })
    expect([answer.status, await answer.json(), runs]).toEqual([
      401,
      { kind: 'failed', message: NO_LOGIN, code: 'ERR_SHOPIFY_LOGIN' },
      2,
    ])
  })

  test('behavior: a login that ends while the library uses it for the first time is renewed once', async () => {
    let entered = 0
    const renewing: AdminDoor<string> = {
      ...door,
      enter: async () => {
        entered += 1
        if (entered === 1) throw new Response(null, { status: 401 })
        return CALLER
      },
    }
    const answer = await adminAction({ door: renewing, parse: (value) => value, run: async () => 'saved' })({
      request: request(),
      params: {},
    })
    expect([await answer.json(), entered]).toEqual([{ kind: 'done', result: 'saved' }, 2])
  })

  test('refuses: a merchant’s own bad token at once, because App Bridge sends a new one', async () => {
    let entered = 0
    const headers = { 'x-shopify-retry-invalid-session-request': '1' }
    const bad = new Response(null, { status: 401, headers })
    const closed: AdminDoor<string> = {
      ...door,
      enter: () => {
        entered += 1
        return Promise.reject(bad)
      },
    }
    const action = adminAction({ door: closed, parse: mustNot, run: mustNot })
    await expect(action({ request: request(), params: {} })).rejects.toBe(bad)
    expect(entered).toBe(1)
  })

  test('behavior: a redirect to a login that Shopify’s library asks for during a flow is passed on', async () => {
    await expect(change(throws(LOGIN))).rejects.toBe(LOGIN)
  })
})

describe('adminLoader', () => {
  const load = (run: () => Promise<unknown>) => adminLoader({ door, run })({ request: request(), params: {} })

  test('default: the caller, the parameters and the query of the URL', async () => {
    const loader = adminLoader({
      door,
      run: async (caller, { params, query }) => ({ ...caller, ...params, a: query.get('a') }),
    })
    const loaded = await loader({ request: request(), params: { number: '82' } })
    expect(loaded).toEqual({ ...CALLER, number: '82', a: 'b' })
  })

  test('behavior: a page that fails is counted for the shop’s home page, a refusal and a login are not', async () => {
    const { myshopifyDomain } = CALLER
    const failed = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
    await expect(load(throws(failed))).rejects.toMatchObject({ status: 502 })
    expect(faults).toEqual([{ myshopifyDomain, code: 'ERR_SHOPIFY_REQUEST' }])
    const broken = new Error('A bug.')
    await expect(load(throws(broken))).rejects.toBe(broken)
    expect(faults.slice(1)).toEqual([{ myshopifyDomain, code: 'ERR_INTERNAL' }])
    await expect(load(throws(new NotFoundError('ERR_GATE_NOT_FOUND', 'No.')))).rejects.toMatchObject({
      status: 404,
    })
    await expect(load(throws(LOGIN))).rejects.toBe(LOGIN)
    expect(faults).toHaveLength(2)
  })

  test('behavior: a login that ends while the page loads is renewed, and the page loads once more', async () => {
    let runs = 0
    const loaded = await load(async () => {
      runs += 1
      if (runs === 1) throw new Response(null, { status: 401 })
      return 'page'
    })
    expect([loaded, runs]).toEqual(['page', 2])
  })

  test('refuses: a request that Shopify’s library sends to a login', async () => {
    const loader = adminLoader({ door: closedDoor, run: mustNot })
    await expect(loader({ request: request(), params: {} })).rejects.toBe(LOGIN)
  })

  test.each([undefined, '', '0', '-1', '1.5', '7x', '99999999999', '٣'])(
    'refuses: gate number %j with a 404 page (ERR_GATE_NOT_FOUND)',
    async (number) => {
      const response = await load(async () => parseGateNumber(number)).catch((error: unknown) => error)
      expect(response).toBeInstanceOf(Response)
      expect((response as Response).status).toBe(404)
      expect(await (response as Response).json()).toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
    },
  )

  test('behavior: an error without a code is thrown on, and so is a response', async () => {
    const fault = new Error('x')
    await expect(load(throws(fault))).rejects.toBe(fault)
    await expect(load(throws(LOGIN))).rejects.toBe(LOGIN)
  })
})

describe('adminBlockLoader', () => {
  const ask = (run: () => Promise<unknown>, own: AdminDoor<string> = door) =>
    adminBlockLoader({ door: own, run })({
      request: new Request('http://app/app/orders/1/block'),
      params: {},
    })

  test('default: the view as JSON, which the address of a block may read', async () => {
    const answer = await ask(async () => ({ kind: 'none' }))
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({ kind: 'none' })
  })

  test('refuses: a request without a session token, before anything is read', async () => {
    await expect(ask(mustNot, closedDoor)).rejects.toBe(LOGIN)
  })

  test('refuses: with the code of an error (ERR_GATE_STALE), and leaves a fault to the server', async () => {
    const refused = await ask(throws(new ConflictError('ERR_GATE_STALE', 'Changed.')))
    expect(refused.status).toBe(409)
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
    const fault = new Error('broken')
    await expect(ask(throws(fault))).rejects.toBe(fault)
    // Home counts the fault. The answer of an error with a code is noted, and counted with it.
    expect(faults).toEqual([{ myshopifyDomain: CALLER.myshopifyDomain, code: 'ERR_INTERNAL' }])
    await expect(ask(throws(LOGIN))).rejects.toBe(LOGIN)
    expect(faults).toHaveLength(1)
  })
})
