import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { verifyWebhook } from '../../../client/server/verifyWebhook.ts'
import type { DemoFacts } from './composeFacts.ts'
import { requestAdmin } from './requestAdmin.ts'

type Step = (name: string, isRight: boolean, what: string) => void
type Got = { readonly headers: Headers; readonly body: string }
type Told = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

/**
 * Let a program of the merchant's and Shopify Flow hear of a purchase, which `buy` makes; then let a workflow pause a
 * gate, and see with `isOpen` that it is shut.
 */
export async function automate(parameters: {
  readonly facts: DemoFacts
  readonly buy: () => Promise<string>
  readonly isOpen: () => Promise<boolean>
  readonly step: Step
}): Promise<void> {
  const { facts, buy, isOpen, step } = parameters
  console.log('\nAn automation hears of a purchase, and acts')
  const got: Got[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push({ headers: new Headers(request.headers as Record<string, string>), body })
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/heard`
    const secret = await addReceiver(facts, url)
    await addReceiver(facts, null)
    const name = await buy()
    const told = await waitFor(async () => {
      const all = await Promise.all(got.map((one) => verifyWebhook({ ...one, secret })))
      const events = all.map(({ event }) => event as unknown as Told)
      return events.find(({ type, data }) => type === 'gate.redeemed' && data.orderName === name)
    })
    step(
      'webhook',
      told !== null,
      `signed by Standard Webhooks: ${told?.type} of order ${told?.data.orderName}`,
    )
    const bodies = got.map(({ body }) => body.toLowerCase()).join()
    const wallet = facts.chains.ethereum.wallets.holder.address.toLowerCase()
    step('no wallet', !bodies.includes(wallet.slice(2)), 'nothing that was sent names the wallet')
    const run = await waitFor(async () => {
      const answer = await fetch(`${facts.storefront}/standin/workflows`)
      const runs = (await answer.json()) as { handle: string; payload: object }[]
      return runs.find(({ payload }) => JSON.stringify(payload).includes(name))
    })
    step('Flow', run !== null, `Shopify Flow has the trigger ${run?.handle}`)
    const before = await isOpen()
    const paused = await pauseGate(facts)
    const after = await waitFor(async () => ((await isOpen()) ? undefined : true))
    step('action', before && after === true, `the workflow's action paused the gate: HTTP ${paused}`)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** Add a receiver as the merchant does; null is Shopify Flow. Returns the secret that signs. */
async function addReceiver({ merchant }: DemoFacts, url: string | null): Promise<string> {
  const body = { draftId: randomUUID(), url, messages: ['gate.redeemed'], gates: [], hasWallets: false }
  const answer = await requestAdmin(merchant, { path: '/app/settings/webhooks/new', body })
  const { result } = (await answer.json()) as { result?: { secret: string | null } }
  if (!result) throw new Error(`The app took no receiver: ${answer.status}.`)
  return result.secret ?? ''
}

/** Run the action "Pause gate" for the second shop's gate, signed as Shopify Flow signs. */
async function pauseGate({ merchant, otherShop }: DemoFacts): Promise<number> {
  const body = JSON.stringify({
    ...{ shop_id: '1', shopify_domain: otherShop.shop, action_run_id: randomUUID() },
    ...{ action_definition_id: 'pause-gate', handle: 'pause-gate' },
    properties: { gate: otherShop.gates[0]?.id },
  })
  const answer = await fetch(`${merchant.appOrigin}/flow/pause-gate`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-hmac-sha256': createHmac('sha256', merchant.apiSecret).update(body).digest('base64'),
    },
    body,
  })
  return answer.status
}

/** Ask until there is an answer; null after half a minute. */
async function waitFor<Found>(find: () => Promise<Found | undefined>): Promise<Found | null> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return null
}
