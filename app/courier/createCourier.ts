import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Attempt } from '../core/message/types.ts'
import { isLoopbackHost } from '../core/project/host.ts'
import type { CourierPort } from '../ports/courier.ts'
import { isRefusedIp } from './isRefusedIp.ts'

export type CreateCourierParameters = {
  /** Whether an IP address belongs to the public internet. */
  readonly isPublic: (address: string) => boolean
  /** Makes a look-up that is asked as the connection is made, and refuses hosts with an address that does not pass. */
  readonly createLookup: (parameters: {
    readonly isPublic: (address: string) => boolean
    readonly refuse: () => Error
  }) => LookupFunction
  /** Whether http and https on this machine are allowed, for developers. */
  readonly allowsLocal: boolean
  /** Milliseconds for everything; default ten seconds. */
  readonly mostMs?: number
  /** Certificates and port, for a server of one's own. */
  readonly connect?: Pick<RequestOptions, 'ca' | 'port'>
}

const MOST_MS = 10_000
/** Of an answer no more is read, because only its status counts. */
const MOST_BYTES = 16_384
const LOOPBACK = /^(?:127\.|::1$)/

/** An address that nothing is posted to. */
class RefusedAddress extends Error {}

/**
 * Make the courier, which posts to addresses that merchants name. It connects to public addresses alone, follows no
 * redirect, reads little of the answer and gives up after ten seconds.
 */
export function createCourier({
  isPublic,
  createLookup,
  allowsLocal,
  mostMs = MOST_MS,
  connect = {},
}: CreateCourierParameters): CourierPort {
  const refuse = () =>
    new RefusedAddress('The address is in a private network, where this server posts nothing.')
  const lookup = createLookup({ isPublic, refuse })
  const localLookup = createLookup({ isPublic: (address) => LOOPBACK.test(address), refuse })
  return {
    ...{ isPublic, allowsLocal },
    post: async ({ url: text, headers, body }) => {
      const url = new URL(text)
      const isLocal = allowsLocal && isLoopbackHost(url.hostname)
      if (!isLocal && isRefusedIp(url, isPublic)) return toFailure(refuse())
      if (!isLocal && url.protocol !== 'https:')
        return toFailure(new RefusedAddress('The address does not begin with https://.'))
      const options = {
        ...{ agent: false, method: 'POST', ...(isLocal ? {} : connect) },
        ...{ lookup: isLocal ? localLookup : lookup },
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      }
      return sendRequest({ url, options, body, mostMs }).catch(toFailure)
    },
  }
}

/** Send a request; resolves with what its status means as soon as that is known. */
function sendRequest({
  url,
  options,
  body,
  mostMs,
}: {
  url: URL
  options: RequestOptions
  body: string
  mostMs: number
}): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, options, (response) => {
      // The status is known: a long or broken answer changes nothing about it.
      const finish = () => {
        clearTimeout(timer)
        resolve(toAttempt(response))
        request.destroy()
      }
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MOST_BYTES) finish()
      })
      response.on('end', finish).on('error', finish)
      clearTimeout(timer)
      timer = setTimeout(finish, mostMs - (performance.now() - since))
    })
    const since = performance.now()
    let timer = setTimeout(() => {
      reject(new Error(`There was no answer within ${Math.ceil(mostMs / 1000)} seconds.`))
      request.destroy()
    }, mostMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.end(body)
  })
}

function toAttempt({ statusCode: status = 0 }: IncomingMessage): Attempt {
  if (status >= 200 && status < 300) return { kind: 'sent', status }
  if (status === 410)
    return { kind: 'gone', status, error: 'The receiver answered 410: it wants nothing more.' }
  if (status >= 300 && status < 400)
    return {
      kind: 'failed',
      status,
      error: `The receiver redirects (HTTP ${status}). Enter the address that it leads to.`,
    }
  return { kind: 'failed', status, error: `The receiver answered HTTP ${status}.` }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The host of the address does not exist.',
  ECONNREFUSED: 'The host refuses connections.',
  ECONNRESET: 'The host closed the connection without an answer.',
  CERT_HAS_EXPIRED: 'The certificate of the host has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the host is signed by nobody that is trusted.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is of another host.',
}

/** Turn an error into a sentence. What Node says may name addresses in the operator's network, so it is not repeated. */
function toFailure(error: unknown): Attempt {
  const code = String(Reflect.get(Object(error), 'code') ?? '')
  const isOurs = error instanceof Error && code === ''
  const sentence = isOurs ? error.message : (REASONS[code] ?? 'The host could not be reached.')
  return { kind: 'failed', status: null, error: sentence }
}
