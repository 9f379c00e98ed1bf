import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * How a request of the app to Shopify fails: an HTTP status, no answer for as long as the app waits, a connection that
 * drops before Shopify did anything, or one that drops after Shopify did all of it.
 */
export type Failure = number | 'silent' | 'dropped' | 'lost'

/** Which requests of a shop fail: the n-th, counted from 1, and with `isLasting` all that follow. */
export type PlannedFailure = { readonly nth: number; readonly failure: Failure; readonly isLasting: boolean }

export type Front = {
  readonly origin: string
  /** Count a shop's requests from now on, and let one fail. */
  readonly plan: (shop: string, planned?: PlannedFailure) => void
  /** The requests of a shop since then, by their operations. */
  readonly seen: (shop: string) => readonly string[]
  readonly close: () => void
}

type Watched = { readonly planned: PlannedFailure | undefined; readonly seen: string[] }

/**
 * Stand between the app and the stand-in Shopify, count the app's requests, and let chosen ones fail. The name of a member of the staff
 * is read beside a save, whenever it comes, so it neither counts nor fails.
 */
export async function startFront(target: string): Promise<Front> {
  const shops = new Map<string, Watched>()
  const server = createServer(async (incoming, outgoing) => {
    const body = await readBody(incoming)
    const watched = shops.get(String(incoming.headers['x-shopify-shop-host']))
    const failure = watched && !isStaffName(body) ? findFailure(watched, body) : null
    if (failure === 'silent') return
    if (failure === 'dropped') return void outgoing.destroy()
    if (typeof failure === 'number') {
      outgoing.writeHead(failure, { 'content-type': 'application/json' })
      return void outgoing.end(JSON.stringify({ errors: `Status ${failure}` }))
    }
    pass({ target, incoming, outgoing, body, isLost: failure === 'lost' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan: (shop, planned) => void shops.set(shop, { planned, seen: [] }),
    seen: (shop) => shops.get(shop)?.seen ?? [],
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function findFailure({ planned, seen }: Watched, body: string): Failure | null {
  seen.push(findOperation(body))
  if (!planned) return null
  const isNow = planned.isLasting ? seen.length >= planned.nth : seen.length === planned.nth
  return isNow ? planned.failure : null
}

/** The name of a GraphQL operation, or the kind of token that is asked for. */
function findOperation(body: string): string {
  return /(?:query|mutation) (\w+)/.exec(body)?.[1] ?? 'token'
}

function isStaffName(body: string): boolean {
  return body.includes('online-access-token')
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function pass(parameters: {
  target: string
  incoming: IncomingMessage
  outgoing: ServerResponse
  body: string
  isLost: boolean
}): void {
  const { target, incoming, outgoing, body, isLost } = parameters
  const { method, headers, url } = incoming
  const passed = request(target + url, { method, headers }, (given) => {
    if (isLost) {
      given.resume()
      given.on('end', () => outgoing.destroy())
      return
    }
    outgoing.writeHead(given.statusCode ?? 502, given.headers)
    given.pipe(outgoing)
  })
  passed.on('error', () => outgoing.destroy())
  passed.end(body)
}
