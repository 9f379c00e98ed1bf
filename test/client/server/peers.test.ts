import { compactVerify, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { verifyReceipt } from '../../../client/server/verifyReceipt.ts'
import { verifyWebhook } from '../../../client/server/verifyWebhook.ts'
import { fc } from '../../random.ts'

/*
 * The verifiers of `@palisade/server` beside the libraries that its readers may use in their place: whatever is done to a
 * delivery or a receipt, both accept it or both refuse it.
 */
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, all').toString('base64')}`
const other = `whsec_${Buffer.from('another secret of enough bytes').toString('base64')}`
const judge = (verified: Promise<unknown>) =>
  verified.then(
    () => true,
    () => false,
  )

/** One character of a text, replaced, left out, or doubled. */
const changes = fc.record({
  what: fc.constantFrom('nothing', 'replace', 'leave out', 'double'),
  at: fc.nat(),
  to: fc.constantFrom(...'aZ09+/-_=., v1'),
})
type Change = { what: string; at: number; to: string }
function change(text: string, { what, at, to }: Change): string {
  const i = at % Math.max(1, text.length)
  if (what === 'nothing') return text
  if (what === 'replace') return text.slice(0, i) + to + text.slice(i + 1)
  return text.slice(0, i) + (what === 'double' ? text.slice(i, i + 1).repeat(2) : '') + text.slice(i + 1)
}

describe('a webhook', () => {
  const deliveries = fc.record({
    event: fc.record({ type: fc.constant('gate.unlocked'), data: fc.jsonValue() }),
    seconds: fc.constantFrom(-100_000, -310, -290, 0, 290, 310, 100_000),
    isForged: fc.boolean(),
    part: fc.constantFrom('webhook-id', 'webhook-timestamp', 'webhook-signature', 'body'),
    change: changes,
    isTwice: fc.boolean(),
  })

  test('property: forged, old, future, changed and doubled ones are judged as by standardwebhooks', async () => {
    const judged = { true: 0, false: 0 }
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ event, seconds, isForged, part, change: how, isTwice }) => {
        const at = new Date((Math.floor(Date.now() / 1000) + seconds) * 1000)
        const text = JSON.stringify(event)
        const given: Record<string, string> = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(at.getTime() / 1000),
          'webhook-signature': new Webhook(isForged ? other : secret).sign('msg_1', at, text),
          body: text,
        }
        given[part] = change(given[part] ?? '', how)
        const { body = '', ...headers } = given
        const ours = await judge(verifyWebhook({ secret, headers, body }))
        const theirs = await judge((async () => new Webhook(secret).verify(body, headers))())
        expect(ours, JSON.stringify({ headers, body })).toBe(theirs)
        judged[`${ours}`] += 1
        // A delivery comes again after a time-out, with the same id. The receiver remembers that.
        if (isTwice && ours)
          expect((await verifyWebhook({ secret, headers, body })).id).toBe(headers['webhook-id'])
      }),
      { numRuns: 500 },
    )
    expect(Math.min(judged.true, judged.false)).toBeGreaterThan(20)
  })

  test('refuses: an id or a time that came twice (ERR_CLIENT_WEBHOOK_HEADERS, ERR_CLIENT_WEBHOOK_SIGNATURE)', async () => {
    const at = new Date()
    const body = '{"type":"gate.unlocked"}'
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
    }
    expect(await verifyWebhook({ secret, headers, body })).toMatchObject({ id: 'msg_1' })
    const judgeTwice = (name: keyof typeof headers) => {
      const merged = new Headers(headers)
      merged.append(name, headers[name])
      return verifyWebhook({ secret, headers: merged, body })
    }
    await expect(judgeTwice('webhook-id')).rejects.toMatchObject({ code: 'ERR_CLIENT_WEBHOOK_SIGNATURE' })
    await expect(judgeTwice('webhook-timestamp')).rejects.toMatchObject({
      code: 'ERR_CLIENT_WEBHOOK_HEADERS',
    })
    // Several signatures are allowed: a rotation brings two.
    expect(await judgeTwice('webhook-signature')).toMatchObject({ id: 'msg_1' })
  })
})

describe('a receipt', () => {
  const [issuer, shop] = ['https://palisade.example/api/v1', 'harbor-supply.myshopify.com']

  test('property: forged and changed ones are judged as by jose', async () => {
    const [own, stranger] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')]
    const { kty = '', ...rest } = await exportJWK(own.publicKey)
    const key = { kty, ...rest, kid: 'k1' }
    const claims = {
      iss: issuer,
      jti: 'receipt-1',
      iat: 1_790_000_000,
      shop,
      gate: 3,
      revision: 2,
      blocks: [],
    }
    const sign = ({ privateKey }: typeof own) =>
      new SignJWT({ ...claims, conditionSha256: '0'.repeat(64) })
        .setProtectedHeader({ alg: 'ES256', typ: 'receipt+jwt', kid: 'k1' })
        .sign(privateKey)
    const receipts = { true: await sign(stranger), false: await sign(own) }
    const imported = await importJWK(key, 'ES256')
    const judged = { true: 0, false: 0 }
    await fc.assert(
      fc.asyncProperty(fc.boolean(), changes, async (isForged, how) => {
        const receipt = change(receipts[`${isForged}`], how)
        const ours = await judge(verifyReceipt({ receipt, keys: { keys: [key] }, issuer, shop }))
        const theirs = await judge(compactVerify(receipt, imported, { algorithms: ['ES256'] }))
        expect(ours, receipt).toBe(theirs)
        judged[`${ours}`] += 1
      }),
      { numRuns: 500 },
    )
    expect(Math.min(judged.true, judged.false)).toBeGreaterThan(20)
  })
})
