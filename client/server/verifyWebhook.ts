import { decodeBase64 } from './decodeBase64.ts'
import { type ClientErrorCode, PalisadeError } from './PalisadeError.ts'

export type VerifyWebhookParameters = {
  /** `whsec_…`, as the admin shows it; during a rotation the old and the new one. */
  readonly secret: string | readonly string[]
  /** Those of the request: a `Headers`, or the object of Node and Express. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** The body as it came: text or bytes, never parsed. */
  readonly body: string | ArrayBuffer | Uint8Array
  /** How old a delivery may be, and how far ahead of this clock; default: 300. */
  readonly toleranceSeconds?: number
}
export type Webhook = {
  /** The same in each attempt. Remember it: a delivery may come twice. */
  readonly id: string
  /** When this attempt was signed, in unix seconds. */
  readonly sentAt: number
  readonly event: { readonly type: string; readonly [field: string]: unknown }
}

const encoder = new TextEncoder()

/**
 * Verify a webhook by the specification Standard Webhooks, symmetric signatures, and parse its body.
 * @throws {PalisadeError} `ERR_CLIENT_INPUT`, or a code that begins with `ERR_CLIENT_WEBHOOK_`
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function verifyWebhook(parameters: VerifyWebhookParameters): Promise<Webhook> {
  const { secret, headers, toleranceSeconds = 300 } = parameters
  const secrets = [secret ?? []].flat().map(parseSecret)
  const body = toBytes(parameters.body)
  if (secrets.length === 0) throw wrongInput('The parameter "secret" is missing.')
  if (!(toleranceSeconds >= 0)) throw wrongInput('The parameter "toleranceSeconds" must be a number.')
  const [id, time, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    readHeader(headers, name),
  )
  if (!id || !given || !/^\d{1,12}$/.test(time ?? '')) {
    const message =
      'The request lacks webhook-id, webhook-timestamp or webhook-signature: no webhook of Palisade.'
    throw wrongWebhook('ERR_CLIENT_WEBHOOK_HEADERS', message)
  }
  const sentAt = Number(time)
  const signed = mergeBytes(encoder.encode(`${id}.${time}.`), body)
  const signatures = parseSignatures(given)
  let isSigned = false
  for (const key of secrets) {
    const expected = await signBytes(key, signed)
    for (const one of signatures) if (isSame(one, expected)) isSigned = true
  }
  if (!isSigned) {
    const message = 'No signature of the webhook fits. Check the secret, and pass the body as it came.'
    throw wrongWebhook('ERR_CLIENT_WEBHOOK_SIGNATURE', message)
  }
  // After the signature, so that only Palisade's own delivery is called late.
  if (Math.abs(Date.now() / 1000 - sentAt) > toleranceSeconds) {
    const message =
      'The webhook is too old, or from the future. Check the clock; Palisade sends a late one again.'
    throw wrongWebhook('ERR_CLIENT_WEBHOOK_TIME', message)
  }
  return { id, sentAt, event: parseEvent(body) }
}

/** Bytes of a key, of 16 at least: the specification recommends 24 to 64, and its own example has 18. */
function parseSecret(secret: unknown): Uint8Array<ArrayBuffer> {
  const key = decodeBase64(typeof secret === 'string' ? secret.replace(/^whsec_/, '') : null, 'base64')
  if (key && key.length >= 16) return key
  throw wrongInput('The parameter "secret" must be "whsec_" and base64, as the admin shows it.')
}

function toBytes(body: unknown): Uint8Array {
  if (typeof body === 'string') return encoder.encode(body)
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw wrongInput(
    'The parameter "body" must be the body as it came, text or bytes, before anything parses it.',
  )
}

function readHeader(headers: VerifyWebhookParameters['headers'], name: string): string | null {
  if (typeof headers?.get === 'function') return (headers as Headers).get(name)
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]
  // Node has a list only for what came several times, and such a request is none of ours.
  return typeof found === 'string' ? found : null
}

/** Those of version 1, of which a rotation brings several. Other versions are skipped, as the specification asks. */
function parseSignatures(header: string): readonly Uint8Array[] {
  return header.split(' ').flatMap((one) => {
    const [version, text, ...rest] = one.split(',')
    // 32 bytes with their padding: one signature has one spelling.
    const isWhole = version === 'v1' && rest.length === 0 && text?.length === 44
    const bytes = isWhole ? decodeBase64(text, 'base64') : null
    return bytes ? [bytes] : []
  })
}

async function signBytes(key: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes))
}

/** Takes the same time wherever two texts of the same length differ. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length
  for (const [i, byte] of other.entries()) difference |= byte ^ (one[i] ?? 0)
  return difference === 0
}

function mergeBytes(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(one.length + other.length)
  whole.set(one)
  whole.set(other, one.length)
  return whole
}

function parseEvent(body: Uint8Array): Webhook['event'] {
  try {
    const event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Partial<
      Webhook['event']
    >
    if (typeof event?.type === 'string') return event as Webhook['event']
  } catch {
    // Told below.
  }
  const message = 'The body of the webhook is not JSON with a field "type", though its signature fits.'
  throw wrongWebhook('ERR_CLIENT_WEBHOOK_BODY', message)
}

function wrongInput(message: string): PalisadeError {
  return new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
}

function wrongWebhook(code: ClientErrorCode, message: string): PalisadeError {
  return new PalisadeError({ code, message, status: 400 })
}
