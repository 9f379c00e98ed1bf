import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request as sendRequest } from 'node:https'
import { Readable } from 'node:stream'
import { isPlatformDomain } from '../core/gate/platform.ts'
import { isLoopbackHost } from '../core/project/host.ts'
import type { FetchPage } from '../ports/courier.ts'
import type { CreateCourierParameters } from './createCourier.ts'
import { isRefusedIp } from './isRefusedIp.ts'

type CreateFetchPageParameters = Pick<
  CreateCourierParameters,
  'isPublic' | 'createLookup' | 'allowsLocal' | 'connect'
> & {
  readonly fetch: typeof globalThis.fetch
}

/** Statuses whose answer has no body. */
const BODILESS: readonly (number | undefined)[] = [204, 205, 304]

/**
 * Make `FetchPage`. A merchant chooses the domain of a shop, and where it leads: the addresses are checked as the
 * connection is made, as the courier does. Where a platform's own domain leads, that platform alone says: `fetch` gets it,
 * and pages of this machine where these are allowed.
 */
export function createFetchPage({
  isPublic,
  createLookup,
  allowsLocal,
  connect = {},
  fetch,
}: CreateFetchPageParameters): FetchPage {
  const refuse = () => new Error('The address of the page is in a private network.')
  const lookup = createLookup({ isPublic, refuse })
  return async (url, { headers, signal }) => {
    const get = () => fetch(url, { headers, redirect: 'manual', signal })
    if (allowsLocal && isLoopbackHost(url.hostname)) return get()
    if (url.protocol !== 'https:' || url.port !== '' || isRefusedIp(url, isPublic)) throw refuse()
    if (isPlatformDomain(url.hostname)) return get()
    // What is compressed may be larger than it looks.
    const sent = { ...headers, 'accept-encoding': 'identity' }
    return requestPage(url, { agent: false, headers: sent, lookup, signal, ...connect })
  }
}

function requestPage(url: URL, options: RequestOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(url, options, (answer) => {
      const response = toResponse(answer)
      if (response) return resolve(response)
      request.destroy()
      reject(new Error('The page has a form that was not asked for.'))
    })
    request.on('error', reject)
    request.end()
  })
}

function toResponse(answer: IncomingMessage): Response | null {
  const { statusCode: status = 0, headers } = answer
  if ((headers['content-encoding'] ?? 'identity') !== 'identity' || status < 200 || status > 599) return null
  const body = BODILESS.includes(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
  const { location } = headers
  return new Response(body, { status, headers: location === undefined ? {} : { location } })
}
