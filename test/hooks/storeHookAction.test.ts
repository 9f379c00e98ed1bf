import { expect, test } from 'vitest'
import type { FlowContext } from '../../app/flows/context.ts'
import { storeHookAction } from '../../app/hooks/storeHookAction.ts'
import { STORE_TOPICS } from '../../app/hooks/storeTopics.ts'
import { STORE } from '../bigcommerce/signJwt.ts'
import { fake } from '../fakes/fake.ts'

const NOW = 1_796_000_000

function openDoor() {
  const jobs: unknown[] = []
  const gone: unknown[] = []
  const ctx = fake<FlowContext>({
    now: () => NOW,
    shops: fake<FlowContext['shops']>({
      load: async (domain: string) => ({ id: -7n, myshopifyDomain: domain }) as never,
      uninstall: async (parameters: unknown) => void gone.push(parameters),
    }),
    jobs: fake<FlowContext['jobs']>({ add: async (job: unknown) => void jobs.push(job) }),
  })
  const answer = storeHookAction({
    door: {
      now: () => NOW,
      isEqual: (a, b) => a === b,
      composeHookSecret: (domain) => `secret of ${domain}`,
      shopContext: () => ctx,
    },
    topics: STORE_TOPICS,
  })
  const send = async (body: unknown, header = `secret of ${STORE}`) => {
    const headers = { 'x-palisade-hook': header, 'content-type': 'application/json' }
    const url = 'https://palisade.example/bigcommerce/hooks'
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await answer({ request: new Request(url, { method: 'POST', headers, body: text }) })
    return {
      status: response.status,
      code: ((await response.json().catch(() => ({}))) as { code?: string }).code,
    }
  }
  return { send, jobs, gone, answer }
}
const order = {
  ...{ store_id: '11111', producer: 'stores/z4zn3wo', scope: 'store/order/statusUpdated' },
  ...{ data: { type: 'order', id: 173_331 }, hash: '3f9ea420af83450d7ef9f78b08c8af25b2213637' },
}

test('default: an event of an order queues the job that reads the order, however often it comes', async () => {
  const { send, jobs } = openDoor()
  expect(await send(order)).toEqual({ status: 200, code: undefined })
  expect(await send({ ...order, created_at: NOW - 7200 })).toEqual({ status: 200, code: undefined })
  expect(jobs).toEqual([
    { shopId: -7n, kind: 'order', key: '173331', payload: { isTold: true }, runAt: NOW },
    // Two hours late: due at once, before what came since.
    { shopId: -7n, kind: 'order', key: '173331', payload: { isTold: true }, runAt: NOW - 3600 },
  ])
})

test('behavior: an uninstall queues the job that asks whether it is true, and a time in the future is now', async () => {
  const { send, jobs, gone } = openDoor()
  const uninstalled = { ...order, scope: 'store/app/uninstalled', data: { type: 'app', id: '12' } }
  await send({ ...uninstalled, created_at: NOW - 50 })
  await send({ ...uninstalled, created_at: NOW + 999_999 })
  expect(gone).toEqual([])
  expect(jobs).toMatchObject([
    { kind: 'uninstall', payload: { issuedAt: NOW - 50 } },
    { kind: 'uninstall', payload: { issuedAt: NOW } },
  ])
})

test('behavior: an event that nobody asked for is heard and changes nothing', async () => {
  const { send, jobs } = openDoor()
  expect(await send({ ...order, scope: 'store/cart/created' })).toEqual({ status: 200, code: undefined })
  expect(await send({ ...order, scope: 'toString' })).toEqual({ status: 200, code: undefined })
  expect(jobs).toEqual([])
})

test('refuses: a webhook without the header of the store that it names (ERR_WEBHOOK_SIGNATURE)', async () => {
  const { send, jobs } = openDoor()
  const refused = { status: 401, code: 'ERR_WEBHOOK_SIGNATURE' }
  expect(await send(order, '')).toEqual(refused)
  expect(await send({ ...order, producer: 'stores/another1' })).toEqual(refused)
  expect(await send({ ...order, producer: 'stores/../z4zn3wo' })).toEqual(refused)
  expect(jobs).toEqual([])
})

test('refuses: a body that is none, or too large (ERR_BODY_INVALID, ERR_BODY_TOO_LARGE)', async () => {
  const { send } = openDoor()
  expect(await send('no json')).toEqual({ status: 400, code: 'ERR_BODY_INVALID' })
  expect(await send({ scope: 1 })).toEqual({ status: 400, code: 'ERR_BODY_INVALID' })
  expect(await send('x'.repeat(70_000))).toEqual({ status: 413, code: 'ERR_BODY_TOO_LARGE' })
})
