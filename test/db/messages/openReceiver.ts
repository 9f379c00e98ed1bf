import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { CHOSEN_KINDS } from '../../../app/core/message/kinds.ts'
import type { ReceiverChoice } from '../../../app/core/message/types.ts'
import { createReceiver } from '../../../app/flows/messages/createReceiver.ts'
import type { World } from '../orders/openWorld.ts'

export type Got = { readonly headers: Record<string, string>; readonly body: string; readonly event: Event }
type Event = { type: string; timestamp: string; data: Record<string, unknown> }

/** Start a server that keeps every webhook that it gets; `answer` decides what it says. */
export async function startEndpoint(
  answer: RequestListener = (_request, response) => response.writeHead(204).end(),
): Promise<{ url: string; got: Got[] }> {
  const got: Got[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push({ headers: request.headers as Record<string, string>, body, event: JSON.parse(body) as Event })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, got }
}

/** Create a receiver of everything, without wallets. */
export async function openReceiver(
  { ctx, shop: { myshopifyDomain } }: Pick<World, 'ctx' | 'shop'>,
  { url, ...choice }: Partial<ReceiverChoice> & { url: string | null },
) {
  const given = { messages: CHOSEN_KINDS, gates: [], hasWallets: false, ...choice }
  return createReceiver(ctx, { myshopifyDomain, draftId: randomUUID(), url, choice: given })
}
