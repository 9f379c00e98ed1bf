import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type VerifyWebhookParameters, verifyWebhook } from '../../../client/server/verifyWebhook.ts'
import { fc } from '../../random.ts'

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, all').toString('base64')}`
const other = `whsec_${Buffer.from('another secret of enough bytes').toString('base64')}`
const id = 'msg_2b6f'
const body = JSON.stringify({ type: 'gate.unlocked', timestamp: '2026-11-30T12:00:00Z', data: { gate: 7 } })
const now = () => Math.floor(Date.now() / 1000)

/** Sign as the specification says, with Node's own HMAC. */
function sign({ key = secret, at = now(), text = body }: { key?: string; at?: number; text?: string } = {}) {
  const bytes = Buffer.from(key.replace('whsec_', ''), 'base64')
  return `v1,${createHmac('sha256', bytes).update(`${id}.${at}.${text}`).digest('base64')}`
}
const composeHeaders = (signature = sign(), at = now()) => ({
  ...{ 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature },
})
function compose(more: Partial<VerifyWebhookParameters> = {}, signature = sign(), at = now()) {
  const headers = composeHeaders(signature, at)
  return { secret, headers, body, ...more }
}
const refuse = (parameters: VerifyWebhookParameters, code: string) =>
  expect(verifyWebhook(parameters)).rejects.toMatchObject({ name: 'PalisadeError', code })

describe('a webhook', () => {
  test('default: a signed one is returned with its id, its time and its event', async () => {
    const at = now()
    const webhook = await verifyWebhook(compose({}, sign({ at }), at))
    expect(webhook).toEqual({ id, sentAt: at, event: JSON.parse(body) })
  })

  test('behavior: the example of the specification is accepted', async () => {
    const headers = {
      'webhook-id': 'msg_loFOjxBNrRLzqYUf',
      'webhook-timestamp': '1731705121',
      'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    }
    const example = {
      ...{ secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl', headers, toleranceSeconds: 1e10 },
      body: '{"event_type":"ping","data":{"success":true}}',
    }
    // Its body has no type, so that only its signature can be compared.
    await refuse(example, 'ERR_CLIENT_WEBHOOK_BODY')
    await refuse({ ...example, body: `${example.body} ` }, 'ERR_CLIENT_WEBHOOK_SIGNATURE')
  })

  test('behavior: headers may be those of fetch, Node or Express, in any letters, and the body bytes', async () => {
    const headers = composeHeaders()
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    )
    for (const each of [new Headers(headers), upper])
      expect(await verifyWebhook(compose({ headers: each }))).toMatchObject({ id })
    const bytes = new TextEncoder().encode(body)
    for (const each of [bytes, bytes.buffer, Buffer.from(body)])
      expect(await verifyWebhook(compose({ body: each }))).toMatchObject({ id })
  })

  test('behavior: during a rotation one of several signatures and one of several secrets is enough', async () => {
    const both = `${sign({ key: other })} ${sign()}`
    expect(await verifyWebhook(compose({}, both))).toMatchObject({ id })
    expect(await verifyWebhook(compose({ secret: [other, secret] }))).toMatchObject({ id })
    expect(await verifyWebhook(compose({}, `v1a,${'A'.repeat(86)}== v2,x ${sign()}`))).toMatchObject({ id })
  })

  test('behavior: a late one is accepted until its tolerance ends, also of a clock that is behind', async () => {
    for (const at of [now() - 290, now() + 290])
      expect(await verifyWebhook(compose({}, sign({ at }), at))).toMatchObject({ sentAt: at })
    const at = now() - 20
    await refuse(compose({ toleranceSeconds: 10 }, sign({ at }), at), 'ERR_CLIENT_WEBHOOK_TIME')
  })

  test.each([-310, 310])(
    'refuses: one that was signed %i s from now (ERR_CLIENT_WEBHOOK_TIME)',
    async (seconds) => {
      const at = now() + seconds
      await refuse(compose({}, sign({ at }), at), 'ERR_CLIENT_WEBHOOK_TIME')
    },
  )

  test('refuses: an old delivery with a new time, or another id (ERR_CLIENT_WEBHOOK_SIGNATURE)', async () => {
    const at = now() - 4000
    await refuse(compose({}, sign({ at })), 'ERR_CLIENT_WEBHOOK_SIGNATURE')
    const headers = composeHeaders()
    const renamed = { ...headers, 'webhook-id': 'msg_other' }
    await refuse(compose({ headers: renamed }), 'ERR_CLIENT_WEBHOOK_SIGNATURE')
  })

  test.each([
    ['of another secret', sign({ key: other })],
    ['in hexadecimal digits', `v1,${'ab'.repeat(32)}`],
    ['without a version', sign().slice(3)],
    ['of another version', sign().replace('v1', 'v2')],
    ['that is cut', sign().slice(0, -5)],
    ['with something behind it', `${sign()},x`],
    ['with a space in it', sign().replace('v1,', 'v1, ')],
    ['that is empty', 'v1,'],
  ])('refuses: a signature %s (ERR_CLIENT_WEBHOOK_SIGNATURE)', (_, signature) =>
    refuse(compose({}, signature), 'ERR_CLIENT_WEBHOOK_SIGNATURE'),
  )

  test('refuses: a request without each of its headers, or with a time that is none (ERR_CLIENT_WEBHOOK_HEADERS)', async () => {
    const headers = composeHeaders()
    for (const name of Object.keys(headers))
      for (const wrong of [undefined, '', [headers[name as keyof typeof headers], 'x']])
        await refuse(compose({ headers: { ...headers, [name]: wrong } }), 'ERR_CLIENT_WEBHOOK_HEADERS')
    for (const time of ['soon', '-1', '1e9', '17317051210000', ' 1', '1.5'])
      await refuse(
        compose({ headers: { ...headers, 'webhook-timestamp': time } }),
        'ERR_CLIENT_WEBHOOK_HEADERS',
      )
  })

  test.each([
    ['no JSON', 'type=ping'],
    ['a list', '[{"type":"ping"}]'],
    ['no type', '{"data":{}}'],
    ['null', 'null'],
  ])('refuses: a signed body that is %s (ERR_CLIENT_WEBHOOK_BODY)', (_, text) =>
    refuse(compose({ body: text }, sign({ text })), 'ERR_CLIENT_WEBHOOK_BODY'),
  )

  test.each<[what: string, wrong: object]>([
    ['a body that was parsed', { body: JSON.parse(body) }],
    ['no body', { body: undefined }],
    ['no secret', { secret: undefined }],
    ['no secret in a list', { secret: [] }],
    ['an empty secret', { secret: 'whsec_' }],
    ['a secret that is no text', { secret: 5 }],
    ['a short secret', { secret: 'whsec_c2hvcnQ=' }],
    ['a secret that is no base64', { secret: 'whsec_a secret of thirty-two bytes' }],
    ['a tolerance that is no number', { toleranceSeconds: Number.NaN }],
  ])('refuses: %s, as the receiver’s own mistake (ERR_CLIENT_INPUT)', (_, wrong) =>
    refuse(compose(wrong), 'ERR_CLIENT_INPUT'),
  )

  test('property: a body that differs in one byte is refused, and the same bytes are not', async () => {
    const bytes = Buffer.from(body)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (i, change) => {
        const changed = Uint8Array.from(bytes)
        changed[i] = (changed[i] ?? 0) ^ change
        await refuse(compose({ body: changed }), 'ERR_CLIENT_WEBHOOK_SIGNATURE')
        expect(await verifyWebhook(compose({ body: bytes }))).toMatchObject({ id })
      }),
    )
  })
})
