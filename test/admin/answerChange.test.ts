import { afterEach, describe, expect, test, vi } from 'vitest'
import { answerChange } from '../../app/admin/answerChange.ts'
import { answerOffline } from '../../app/admin/answerOffline.ts'
import { answerPage } from '../../app/admin/answerPage.ts'
import { parseGateNumber } from '../../app/admin/parseGateNumber.ts'
import { ConflictError, InputError, UpstreamError } from '../../app/core/errors/base.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const request = (body = '{}') => new Request('http://app/app/gates/new', { method: 'POST', body })
const change = (run: () => Promise<unknown>, body?: string) =>
  answerChange({ request: request(body), parse: (value) => value, run })
const refuse = (error: unknown) => () => Promise.reject(error)

describe('answerChange', () => {
  test('default', async () => {
    const answer = await answerChange({
      request: request('{"name":"Owls"}'),
      parse: (value) => value as { name: string },
      run: async ({ name }) => name,
    })
    expect(await answer.json()).toEqual({ kind: 'done', result: 'Owls' })
  })

  test('refuses: wrong fields, each by its path (ERR_GATE_INVALID)', async () => {
    const fields = { name: 'required', 'conditions.0.contract': 'no-code' }
    const answer = await change(refuse(new InputError('ERR_GATE_INVALID', 'No.', { details: { fields } })))
    expect([answer.status, await answer.json()]).toMatchObject([422, { kind: 'invalid', fields }])
  })

  test('refuses: a gate changed meanwhile (ERR_GATE_STALE)', async () => {
    const answer = await change(refuse(new ConflictError('ERR_GATE_STALE', 'Changed.')))
    expect([answer.status, await answer.json()]).toMatchObject([409, { kind: 'stale' }])
  })

  test('refuses: a body that is no JSON (ERR_BODY_INVALID)', async () => {
    const answer = await change(() => Promise.resolve(1), '{')
    expect([answer.status, await answer.json()]).toMatchObject([400, { kind: 'failed' }])
  })

  test('refuses: a body without end (ERR_BODY_TOO_LARGE)', async () => {
    const answer = await change(() => Promise.resolve(1), `"${'x'.repeat(300_000)}"`)
    expect([answer.status, await answer.json()]).toMatchObject([413, { kind: 'failed' }])
  })

  test('behavior: the sentence says what to do', async () => {
    const error = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.', { hint: 'Try again.' })
    const answer = await change(refuse(error))
    expect(await answer.json()).toEqual({ kind: 'failed', message: 'Shopify is down. Try again.' })
  })

  test('behavior: a fault of ours tells nothing of itself but a name to ask for', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const answer = await change(refuse(new Error('the secret is out')))
    const told = await answer.json()
    expect([answer.status, told]).toMatchObject([500, { kind: 'failed' }])
    expect(JSON.stringify(told)).not.toContain('secret')
    expect(log).toHaveBeenCalledOnce()
  })

  test('behavior: a page of Shopify’s library is passed on', async () => {
    const response = new Response(null, { status: 302 })
    await expect(change(refuse(response))).rejects.toBe(response)
  })
})

describe('answerPage', () => {
  test('default', async () => {
    expect(await answerPage(async () => 7)).toBe(7)
  })

  test.each([undefined, '', '0', '-1', '1.5', '7x', '99999999999', '٣'])(
    'refuses: gate %j as a page of status 404 (ERR_GATE_NOT_FOUND)',
    async (number) => {
      const refused = answerPage(async () => parseGateNumber(number))
      const response = await refused.catch((error: unknown) => error)
      expect(response).toBeInstanceOf(Response)
      expect((response as Response).status).toBe(404)
      expect(await (response as Response).json()).toMatchObject({ code: 'ERR_GATE_NOT_FOUND' })
    },
  )

  test('behavior: what has no code stays a fault', async () => {
    const fault = new Error('x')
    await expect(answerPage(refuse(fault))).rejects.toBe(fault)
  })
})

describe('answerOffline', () => {
  test('default', async () => {
    const answer = { kind: 'stale' } as const
    expect(await answerOffline(async () => answer)).toBe(answer)
  })

  test('behavior: a server that cannot be reached is an answer', async () => {
    expect(await answerOffline(refuse(new TypeError('Failed to fetch')))).toMatchObject({ kind: 'failed' })
  })

  test('behavior: a new login is passed on', async () => {
    const response = new Response(null, { status: 401 })
    await expect(answerOffline(refuse(response))).rejects.toBe(response)
  })
})
