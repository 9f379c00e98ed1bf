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

test('behavior: a response that asks for a login is passed on', async () => {
  const response = new Response(null, { status: 401 })
  await expect(run(() => Promise.reject(response))).rejects.toBe(response)
})
