import { expect, test } from 'vitest'
import { clientAction } from '../../app/admin/clientAction.ts'

const run = (serverAction: () => Promise<unknown>) =>
  clientAction({ serverAction: serverAction as <Answer>() => Promise<Answer> })

test('default: the answer of the server', async () => {
  const answer = { kind: 'stale' } as const
  expect(await run(async () => answer)).toBe(answer)
})

test('behavior: a server that cannot be reached gives a failure with a message', async () => {
  const answer = await run(() => Promise.reject(new TypeError('Failed to fetch')))
  expect(answer).toEqual({
    kind: 'failed',
    message: 'The server could not be reached. Nothing is lost. Try again in a moment.',
  })
})

test('behavior: a refusal before the action (503) gives a failure with its message', async () => {
  const data = { msg: 'The database is away. Try again.', code: 'ERR_DATABASE_AWAY' }
  const refusal = { status: 503, statusText: '', internal: false, data }
  expect(await run(() => Promise.reject(refusal))).toEqual({ kind: 'failed', message: data.msg })
})

const refusal = (status: number, data: unknown) => ({ status, statusText: '', internal: false, data })

test('behavior: a login that has ended keeps the page and says what to do', async () => {
  for (const thrown of [new Response(null, { status: 401 }), refusal(401, '')]) {
    expect(await run(() => Promise.reject(thrown))).toEqual({
      kind: 'failed',
      message: expect.stringMatching(/^Your login has ended\. Nothing is lost\. Try again/),
    })
  }
})

test('behavior: any other refusal before the action keeps the page, with its message if it has one', async () => {
  const data = { msg: 'Shopify gave this server no access to the shop.', code: 'ERR_SHOPIFY_REQUEST' }
  expect(await run(() => Promise.reject(refusal(502, data)))).toEqual({ kind: 'failed', message: data.msg })
  for (const thrown of [refusal(500, ''), refusal(404, null), new Response(null, { status: 500 })]) {
    expect(await run(() => Promise.reject(thrown))).toEqual({
      kind: 'failed',
      message: 'The server had a problem. Nothing is lost. Try again in a moment.',
    })
  }
})

test('behavior: a redirect is passed on', async () => {
  const response = new Response(null, { status: 302, headers: { location: '/app' } })
  await expect(run(() => Promise.reject(response))).rejects.toBe(response)
})
