import { describe, expect, test } from 'vitest'
import { ConflictError } from '../../app/core/errors/base.ts'
import { type AdminGraphql, runMutation, runQuery } from '../../app/shopify/runOperation.ts'

const throttled = (missing: number) => ({
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: {
    cost: {
      requestedQueryCost: 100,
      throttleStatus: { currentlyAvailable: 100 - missing, restoreRate: 1000 },
    },
  },
})
/** Answers one after the other; an error is thrown. */
function answers(...list: readonly unknown[]): AdminGraphql & { asked: () => number } {
  let asked = 0
  const graphql: AdminGraphql = async () => {
    const answer = list[asked++]
    if (answer instanceof Error || answer instanceof Response) throw answer
    return { json: async () => answer }
  }
  return Object.assign(graphql, { asked: () => asked })
}
const thrown = (properties: object) => Object.assign(new Error('Throttled'), properties)
const ask = (graphql: AdminGraphql) => runQuery({ graphql, document: '{ shop { id } }' })
const mutate = (graphql: AdminGraphql) =>
  runMutation({ graphql, root: 'tagsAdd', document: 'mutation { x }' })

describe('runQuery', () => {
  test('behavior: a throttled operation is retried once enough points are restored', async () => {
    const graphql = answers(throttled(20), throttled(5), { data: { ok: true } })
    expect(await ask(graphql)).toEqual({ ok: true })
    expect(graphql.asked()).toBe(3)
  })

  test('behavior: it is retried as well if the library throws or Shopify answers 429', async () => {
    const body = { errors: { graphQLErrors: throttled(1).errors }, extensions: throttled(1).extensions }
    const busy = { response: { code: 429, retryAfter: 0.01 } }
    const plain = new Response(null, { status: 429, headers: { 'retry-after': '0' } })
    const graphql = answers(thrown({ body }), thrown(busy), plain, { data: { ok: true } })
    expect(await ask(graphql)).toEqual({ ok: true })
  })

  test('refuses: after four tries, or if the merchant would wait more than ten seconds (ERR_SHOPIFY_REQUEST)', async () => {
    const often = answers(...Array.from({ length: 9 }, () => throttled(1)))
    await expect(ask(often)).rejects.toMatchObject({ code: 'ERR_SHOPIFY_REQUEST' })
    expect(often.asked()).toBe(4)
    const long = answers(throttled(20_000))
    await expect(ask(long)).rejects.toMatchObject({
      message: 'Palisade has asked Shopify as often as it may at the moment.',
    })
    expect(long.asked()).toBe(1)
  })

  test('refuses: a partial answer, an empty answer and a server error, without a second try (ERR_SHOPIFY_REQUEST)', async () => {
    const half = { data: { shop: null }, errors: [{ message: 'Internal error.' }] }
    // A page of a proxy, an unpaid shop, a locked shop, a server error.
    const pages = [200, 402, 423, 503].map((status) => new Response(null, { status }))
    for (const answer of [half, {}, null, new Error('ECONNRESET'), ...pages]) {
      const graphql = answers(answer, { data: { ok: true } })
      await expect(ask(graphql)).rejects.toMatchObject({ code: 'ERR_SHOPIFY_REQUEST' })
      expect(graphql.asked()).toBe(1)
    }
  })

  test('behavior: a fault says whether the same request may succeed soon', async () => {
    const isPassing = async (answer: unknown) => {
      const error = await ask(answers(answer)).catch((caught: unknown) => caught)
      return (error as { details?: { isPassing: boolean } }).details?.isPassing
    }
    const said = (code: string) => ({ errors: [{ message: 'No.', extensions: { code } }] })
    const status = (code: number) => Object.assign(new Error('Refused'), { response: { code } })
    const passing = [{}, null, new Error('ECONNRESET'), throttled(20_000), said('INTERNAL_SERVER_ERROR')]
    for (const answer of [...passing, status(500), status(502), new Response(null, { status: 503 })])
      expect(await isPassing(answer)).toBe(true)
    const missing = new Error('Missing access token when creating GraphQL client')
    for (const answer of [said('undefinedField'), status(401), status(402), status(404), missing])
      expect(await isPassing(answer)).toBe(false)
  })

  test.each([
    [402, 'a bill is not paid'],
    [403, 'refuses all requests'],
    [423, 'has locked this shop'],
    [500, 'The request to Shopify failed.'],
  ])('behavior: status %s says why, without what Shopify answered', async (status, words) => {
    const thrown = new Error(`Received an error response (${status}) from Shopify:\n{"email":"jane"}`)
    const failed = Object.assign(thrown, { response: { code: status } })
    for (const answer of [failed, new Response(null, { status })]) {
      const error = await ask(answers(answer)).catch((caught: unknown) => caught)
      expect(error).toMatchObject({ code: 'ERR_SHOPIFY_REQUEST', message: expect.stringContaining(words) })
      expect(String(error)).not.toContain('Received')
    }
  })

  test.each([
    'Missing access token when creating GraphQL client',
    'Could not find a session for shop owls.myshopify.com when creating unauthenticated admin context',
  ])('behavior: without a login the reader is sent to the app, not told to wait: %s', async (text) => {
    await expect(ask(answers(new Error(text)))).rejects.toMatchObject({
      message: 'Shopify no longer accepts the login of Palisade in this shop.',
      hint: 'Open Palisade in Shopify, so that it logs in again.',
    })
  })

  test('behavior: a login that must be renewed passes unchanged', async () => {
    for (const status of [302, 401]) {
      const login = new Response(null, { status })
      await expect(ask(answers(login))).rejects.toBe(login)
    }
  })

  test('refuses: an operation that stops before Shopify is asked, with its own error (ERR_JOB_STALE)', async () => {
    const graphql = answers(new ConflictError('ERR_JOB_STALE', 'Another may be at it.'))
    await expect(ask(graphql)).rejects.toMatchObject({ code: 'ERR_JOB_STALE' })
    expect(graphql.asked()).toBe(1)
  })

  test('behavior: a missing permission says where to grant it', async () => {
    const denied = {
      errors: [{ message: 'Access denied for order field.', extensions: { code: 'ACCESS_DENIED' } }],
    }
    await expect(ask(answers(denied))).rejects.toMatchObject({
      code: 'ERR_SCOPE_MISSING',
      message: 'Shopify does not let Palisade do this in this shop.',
      hint: 'Open Palisade in Shopify, grant the permissions that it asks for, then try again.',
    })
  })
})

describe('an app that is not approved for protected customer data', () => {
  const sentence = 'This app is not approved to access the Order object.'
  const documentation = 'https://shopify.dev/docs/apps/launch/protected-customer-data'
  const code = 'ACCESS_DENIED'

  test.each<[string, unknown]>([
    ['by its sentence', { errors: [{ message: sentence, extensions: { code } }], data: null }],
    ['by its link', { errors: [{ message: 'No.', extensions: { code, documentation } }], data: null }],
    ['without a code', { errors: [{ message: `${sentence} See ${documentation}` }] }],
    ['beside data', { errors: [{ message: sentence, path: ['order', 'customer'] }], data: { order: {} } }],
    ['after another error', { errors: [{ message: 'No.' }, { message: sentence }] }],
    ['as one text', { errors: sentence }],
    ['in the wrapper of the library', { errors: { graphQLErrors: [{ message: sentence }] } }],
    ['as a thrown error', new Error(sentence)],
    ['for webhooks', { errors: [{ message: 'Not approved for protected customer data.' }] }],
  ])('refuses: %s (ERR_CUSTOMER_DATA_NOT_APPROVED)', async (_, answer) => {
    await expect(ask(answers(answer))).rejects.toMatchObject({
      code: 'ERR_CUSTOMER_DATA_NOT_APPROVED',
      message: 'Shopify does not let Palisade see orders yet.',
      hint: 'Ask the person who runs this server to request access to protected customer data for the app at Shopify.',
    })
  })
})

describe('runMutation', () => {
  const refused = (...userErrors: readonly { message: string; code?: string }[]) =>
    answers({ data: { tagsAdd: { userErrors } } })

  test.each([
    ['STALE_OBJECT', 'ERR_SHOPIFY_STALE'],
    ['INVALID_COMPARE_DIGEST', 'ERR_SHOPIFY_STALE'],
    ['CUSTOM_APP_FUNCTION_NOT_ELIGIBLE', 'ERR_FUNCTIONS_REFUSED'],
    ['MAX_APP_DISCOUNTS', 'ERR_DISCOUNTS_FULL'],
    ['ACTIVE_PERIOD_OVERLAP', 'ERR_DISCOUNTS_FULL'],
    ['MAX_VALIDATIONS_ACTIVATED', 'ERR_VALIDATIONS_FULL'],
    ['TAKEN', 'ERR_SHOPIFY_USER'],
  ])('refuses: %s (%s)', async (theirs, ours) => {
    await expect(mutate(refused({ message: 'No.', code: theirs }))).rejects.toMatchObject({ code: ours })
  })

  test('refuses: several user errors with one sentence each, and an empty payload', async () => {
    const several = mutate(refused({ message: 'One.' }, { message: 'Two' }))
    await expect(several).rejects.toMatchObject({ message: 'Shopify refused: One. Two.' })
    await expect(mutate(answers({ data: { tagsAdd: null } }))).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_REQUEST',
    })
  })
})
