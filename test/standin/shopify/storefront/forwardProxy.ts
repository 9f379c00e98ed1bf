import { type Forwarding, formatForwardedFor } from './formatForwardedFor.ts'
import { signProxyQuery } from './signProxyQuery.ts'

const RESERVED = new Set(['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'])
const KEPT_BACK = new Set([
  'cookie',
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
])
const NOT_RETURNED = new Set([
  'set-cookie',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
])

export type ForwardProxyParameters = {
  request: Request
  appOrigin: string
  apiSecret: string
  subpath: string
  target: string
  myshopifyDomain: string
  storefrontOrigin: string
  customerId: number | null
  clientAddress: string
  /** Default: `append`, as most proxies do. */
  forwarding?: Forwarding
  /** Real unix seconds; shifting the shop's clock does not shift Shopify's. */
  now: number
  timeoutMilliseconds?: number
}

/**
 * Forwards a storefront request to the app, signed as Shopify signs it and without cookies; null if the app is down.
 */
export async function forwardProxy(parameters: ForwardProxyParameters): Promise<Response | null> {
  const { request, subpath, target, appOrigin } = parameters
  const url = new URL(request.url)
  const prefix = `/apps/${subpath}`
  const query = [...url.searchParams].filter(([name]) => !RESERVED.has(name))
  query.push(
    ['shop', parameters.myshopifyDomain],
    ['logged_in_customer_id', parameters.customerId === null ? '' : String(parameters.customerId)],
    ['path_prefix', prefix],
    ['timestamp', String(Math.floor(parameters.now))],
  )
  query.push(['signature', signProxyQuery({ query, secret: parameters.apiSecret })])
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  try {
    const path = `${target}${url.pathname.slice(prefix.length)}`
    const answer = await fetch(`${appOrigin}${path}?${new URLSearchParams(query)}`, {
      method: request.method,
      headers: buildHeaders(parameters),
      body: hasBody ? await request.arrayBuffer() : undefined,
      redirect: 'manual',
      signal: AbortSignal.timeout(parameters.timeoutMilliseconds ?? 30_000),
    })
    const headers = new Headers()
    for (const [name, value] of answer.headers) if (!NOT_RETURNED.has(name)) headers.append(name, value)
    const isBare = request.method === 'HEAD' || [101, 204, 205, 304].includes(answer.status)
    return new Response(isBare ? null : await answer.arrayBuffer(), { status: answer.status, headers })
  } catch {
    return null
  }
}

function buildHeaders(parameters: ForwardProxyParameters): Headers {
  const headers = new Headers()
  for (const [name, value] of parameters.request.headers) {
    if (!KEPT_BACK.has(name)) headers.append(name, value)
  }
  const forwardedFor = formatForwardedFor({
    forwarding: parameters.forwarding ?? 'append',
    claimed: headers.get('x-forwarded-for'),
    address: parameters.clientAddress,
  })
  headers.delete('x-forwarded-for')
  if (forwardedFor !== null) headers.set('x-forwarded-for', forwardedFor)
  const { host, protocol } = new URL(parameters.storefrontOrigin)
  headers.set('x-forwarded-host', host)
  headers.set('x-forwarded-proto', protocol.replace(':', ''))
  return headers
}
