import { expect, onTestFinished, test, vi } from 'vitest'
import { createSend, readAnswer } from '../../../extensions/shopper-surfaces/createSend.ts'
import { answerJson, startAnswers } from '../../client/server/startAnswers.ts'

/** A block whose app is at this address, as Shopify's build writes it. */
function openSend(url: string, answerMs?: number) {
  vi.stubEnv('SHOPIFY_APP_URL', `${url}/`)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  return { send: createSend(async () => 'a.b.c', answerMs) }
}

test('default: the app gets the token of the page and JSON', async () => {
  const { url, asked } = await startAnswers(answerJson(200, { kind: 'none' }))
  expect(await readAnswer(openSend(url), '/surfaces/order', { order: '1' })).toEqual({ kind: 'none' })
  expect(asked).toMatchObject([{ method: 'POST', path: '/api/v1/surfaces/order', body: '{"order":"1"}' }])
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer a.b.c')
})

test('behavior: an app that is silent, and one that stops within its answer, count as away after a time', async () => {
  for (const answer of [
    () => {},
    (_: unknown, response: { writeHead: (status: number) => void; write: (text: string) => void }) => {
      response.writeHead(200)
      response.write('{"kind":')
    },
  ]) {
    const { url, asked } = await startAnswers(answer)
    expect(await readAnswer(openSend(url, 200), '/surfaces/order', {})).toBeNull()
    expect(asked).toHaveLength(1)
  }
})

test('refuses: a build without the address of its app', async () => {
  const found = await readAnswer(openSend(''), '/surfaces/order', {})
  expect(found).toBeNull()
  vi.stubEnv('SHOPIFY_APP_URL', '')
  await expect(createSend(async () => 'a.b.c')('/surfaces/order', {})).rejects.toThrow('npm run deploy')
})
