import { expect, test } from 'vitest'
import { UpstreamError } from '../../app/core/errors/base.ts'
import { createCountedGraphql, type ShopifyRequest } from '../../app/shopify/createCountedGraphql.ts'

const cost = (currentlyAvailable: number) => ({
  cost: {
    requestedQueryCost: 10,
    throttleStatus: { currentlyAvailable, maximumAvailable: 2000, restoreRate: 100 },
  },
})

async function run(answer: () => unknown): Promise<{ counted: ShopifyRequest[]; result: unknown }> {
  const counted: ShopifyRequest[] = []
  const graphql = createCountedGraphql({
    api: 'admin',
    graphql: async () => ({ json: async () => answer() }),
    count: (request) => void counted.push(request),
  })
  const result = await graphql('query { shop { id } }').then(
    (response) => response.json(),
    (error: unknown) => error,
  )
  return { counted, result }
}

const fails = (error: unknown) => () => {
  throw error
}

test.each([
  ['answered', 0.5, () => ({ data: {}, extensions: cost(1000) })],
  ['answered', null, () => ({ data: {} })],
  ['throttled', 0.005, () => ({ errors: [{ extensions: { code: 'THROTTLED' } }], extensions: cost(10) })],
  ['refused', null, () => ({ errors: [{ message: 'no such field' }] })],
  [
    'refused',
    0.5,
    fails(Object.assign(new Error('denied'), { body: { errors: [{}], extensions: cost(1000) } })),
  ],
  ['throttled', null, fails(new Response(null, { status: 429 }))],
  ['failed', null, fails(new Response(null, { status: 503 }))],
  ['failed', null, fails(new Error('connection lost'))],
] as const)(
  'behavior: a request is counted as %s, with %s of the points left',
  async (outcome, pointsLeft, answer) => {
    const { counted } = await run(answer)
    expect(counted).toMatchObject([{ api: 'admin', outcome, pointsLeft, seconds: expect.any(Number) }])
  },
)

test('behavior: what Shopify said of a failure is reported for the log, its first line alone', async () => {
  const said = async (answer: () => unknown) => (await run(answer)).counted[0]?.said
  expect(await said(() => ({ data: {} }))).toBe(null)
  expect(await said(() => ({ errors: [{ message: 'Access denied for order field.' }] }))).toBe(
    'Access denied for order field',
  )
  expect(await said(fails(new Error('Received an error response (500):\n{"email":"jane"}')))).toBe(
    'Received an error response (500)',
  )
})

test('behavior: the answer, or the error, is passed on unchanged', async () => {
  const answer = { data: { shop: null } }
  expect((await run(() => answer)).result).toBe(answer)
  const error = new Error('connection lost')
  expect((await run(fails(error))).result).toBe(error)
})

test('behavior: a request that our own database keeps from being sent is none of Shopify’s', async () => {
  const away = new UpstreamError('ERR_DATABASE_AWAY', 'The database of this server is not responding.')
  expect(await run(fails(away))).toEqual({ counted: [], result: away })
})
