import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { askNonce, startBuilt } from './startBuilt.ts'

test('behavior: SIGTERM makes the server unready first, then it stops', async () => {
  const { origin, signal, exited, lines } = await startBuilt({ DRAIN_SECONDS: '1.5' })
  const startedAt = performance.now()
  signal('SIGTERM')
  await expect.poll(async () => (await fetch(`${origin}/readyz`)).status).toBe(503)
  // Meanwhile it serves on, and asks each client to connect anew.
  const answer = await fetch(`${origin}/healthz`)
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
  expect((await askNonce(origin)).status).toBe(404)
  expect(await exited).toBe(0)
  const took = performance.now() - startedAt
  expect(took).toBeGreaterThan(1_400)
  expect(took).toBeLessThan(20_000)
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow()
  expect(lines().some(({ msg }) => String(msg).includes('This server stops'))).toBe(true)
})

test('behavior: a connection that a proxy keeps is answered after the drain, and not cut off', async () => {
  const { origin, signal, exited } = await startBuilt({ DRAIN_SECONDS: '0.2' })
  const port = Number(new URL(origin).port)
  const kept = connect(port, '127.0.0.1')
  onTestFinished(() => void kept.destroy())
  let answers = ''
  kept.on('data', (chunk) => {
    answers += chunk
  })
  const ask = () => kept.write('GET /healthz HTTP/1.1\r\nhost: palisade.example\r\n\r\n')
  ask()
  await expect.poll(() => answers).toContain('{"status":"alive"}')
  expect(answers.toLowerCase()).toContain('connection: keep-alive')
  signal('SIGTERM')
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const other = connect(port, '127.0.0.1')
      other.once('connect', () => resolve(true)).once('error', () => resolve(false))
      onTestFinished(() => void other.destroy())
    })
  await expect.poll(isOpen).toBe(false)
  answers = ''
  ask()
  await expect.poll(() => answers).toContain('{"status":"alive"}')
  expect(answers.toLowerCase()).toContain('connection: close')
  expect(await exited).toBe(0)
})

test('behavior: a request that is not answered in time gets 503 with a time to come back', async () => {
  const { origin, signal, exited } = await startBuilt({ DRAIN_SECONDS: '0.2' })
  const waiting = connect(Number(new URL(origin).port), '127.0.0.1')
  onTestFinished(() => void waiting.destroy())
  let answer = ''
  waiting.on('data', (chunk) => {
    answer += chunk
  })
  // Its body never ends.
  waiting.write(
    'POST /webhooks/app/uninstalled HTTP/1.1\r\nhost: palisade.example\r\ncontent-length: 40\r\n\r\n{"a":',
  )
  await new Promise((resolve) => setTimeout(resolve, 500))
  signal('SIGTERM')
  expect(await exited).toBe(0)
  expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 5[\s\S]*ERR_DATABASE_AWAY/i)
}, 60_000)
