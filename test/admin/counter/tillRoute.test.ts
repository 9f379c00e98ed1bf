import { describe, expect, test } from 'vitest'
import { tillPageRoute } from '../../../app/admin/counter/till/tillPageRoute.ts'
import { tillRoute } from '../../../app/admin/counter/till/tillRoute.ts'
import { ChargeBody, CheckBody, UndoBody } from '../../../app/admin/counter/till/wire.ts'
import { AccessError } from '../../../app/core/errors/base.ts'
import { createCeiling } from '../../../app/core/limit/createCeiling.ts'

const TOKEN = 'ab12'.repeat(16)
const entered: unknown[] = []
const door = {
  enter: async (asked: { token: string; clientAddress: string | null }) => {
    entered.push(asked)
    if (asked.token !== TOKEN) throw new AccessError('ERR_TILL_UNKNOWN', 'This link belongs to no till.')
    return { shop: { myshopifyDomain: 'harbor.myshopify.com' } }
  },
  ceiling: createCeiling({ most: 10, random: () => 0.5, now: () => 1 }),
  trustedProxies: 1,
}
const check = tillRoute({ door, schema: CheckBody, run: async (_caller, body) => ({ got: body }) })

const ask = async (
  body: string,
  { method = 'POST', authorization = `Bearer ${TOKEN}`, headers = {} as Record<string, string> } = {},
) => {
  const request = new Request('https://app.example/till/check', {
    method,
    ...(method === 'POST' && { body }),
    headers: { authorization, ...headers },
  })
  const response = await check({ request, context: { remoteAddress: '10.0.0.9' } })
  return { status: response.status, ...((await response.json()) as object) }
}

describe('the addresses of a till', () => {
  test('default: the token is read from the header, and the flow gets the body', async () => {
    const forwarded = { 'x-forwarded-for': '198.51.100.7' }
    expect(await ask('{"code":"PAL1.x"}', { headers: forwarded })).toEqual({
      status: 200,
      got: { code: 'PAL1.x' },
    })
    expect(entered.at(-1)).toEqual({ token: TOKEN, clientAddress: '198.51.100.7' })
  })

  test('refuses: a request without a till’s token (ERR_TILL_UNKNOWN)', async () => {
    for (const authorization of [
      '',
      'Bearer ',
      'Basic abc',
      `Bearer ${TOKEN}0`,
      `Bearer ${'a'.repeat(300)}`,
    ]) {
      expect(await ask('{"code":"x"}', { authorization })).toMatchObject({
        status: 401,
        code: 'ERR_TILL_UNKNOWN',
      })
    }
  })

  test('refuses: ten kilobytes, a body that is none, and another method (ERR_BODY_TOO_LARGE, ERR_BODY_INVALID, ERR_METHOD)', async () => {
    const large = JSON.stringify({ code: 'x'.repeat(10_000) })
    expect(await ask(large)).toMatchObject({ status: 413, code: 'ERR_BODY_TOO_LARGE' })
    for (const body of ['', '[]', '{"code":1}', '{"code":"x","more":1}'])
      expect(await ask(body)).toMatchObject({ status: 400, code: 'ERR_BODY_INVALID' })
    expect(await ask('', { method: 'GET' })).toMatchObject({ code: 'ERR_METHOD' })
  })

  test('refuses: a charge of no gate, no item or a strange check', () => {
    const good = { checkId: `till-${'0'.repeat(32)}`, gate: 1, units: 1, order: '' }
    expect(ChargeBody.safeParse(good).success).toBe(true)
    const bad = [
      ...[{ checkId: 'till-1' }, { checkId: 'pass-1' }, { gate: 0 }, { gate: 1.5 }, { units: 0 }],
      ...[{ units: 10_000 }, { order: 'x'.repeat(41) }, { order: '\0' }],
    ]
    const accepted = bad.filter((over) => ChargeBody.safeParse({ ...good, ...over }).success)
    expect(accepted).toEqual([])
    expect(UndoBody.safeParse({ checkId: '../1' }).success).toBe(false)
  })
})

describe('the page of a till', () => {
  test('default: it cannot be framed or cached, sends no referrer, and runs its own script alone', async () => {
    const page = await tillPageRoute({ script: 'alert("</script>")', createNonce: () => 'abc' })()
    const html = await page.text()
    expect(html).toContain('<script nonce="abc">alert("<\\/script>")</script>')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('content-security-policy')).toContain("script-src 'nonce-abc'")
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  })
})
