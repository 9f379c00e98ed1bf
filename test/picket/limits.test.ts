import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal } from './expectRefusal.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, openWallet } from './signLogin.ts'

let api: OpenedApi
let project: ApiProject
beforeAll(async () => {
  api = await openApi({ limitFactor: 0.1 })
  project = await api.makeProject()
})
afterAll(() => api?.close())

const ask = (remoteAddress: string, origin?: string) =>
  api.call({
    path: '/auth/nonce',
    headers: { ...basic(project.publishableKey), ...(origin ? { origin } : {}) },
    body: { walletAddress: openWallet('owl').address },
    remoteAddress,
  })

describe('limits', () => {
  test('refuses: a client that asks too often, with a time to come back, readable by pages too (ERR_RATE_LIMITED)', async () => {
    const origin = 'https://harbor.example'
    let answer = await ask('198.51.100.1', origin)
    // Until one is refused: a minute may end in between.
    for (let sent = 1; answer.status === 200 && sent < 300; sent++) answer = await ask('198.51.100.1', origin)
    expectRefusal({ answer, status: 429, error: 'ERR_RATE_LIMITED', secrets: [project.publishableKey] })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/retry-after/i)
    expect(answer.json.msg).not.toMatch(/tokens|invalid signature/i)
  })

  test('behavior: one client does not slow down others', async () => {
    expect((await ask('198.51.100.2')).status).toBe(200)
  })

  test('refuses: an assistant over MCP that asks too often, with a time to come back (ERR_RATE_LIMITED)', async () => {
    const remoteAddress = '198.51.100.3'
    const path = `/agents/${project.publishableKey}/mcp`
    const headers = { 'content-type': 'application/json' }
    const body = { jsonrpc: '2.0', id: 1, method: 'ping' }
    let answer = await api.call({ path, headers, body, remoteAddress })
    for (let sent = 1; answer.status === 403 && sent < 300; sent++)
      answer = await api.call({ path, headers, body, remoteAddress })
    expect([answer.status, answer.json.error]).toMatchObject([429, { data: { error: 'ERR_RATE_LIMITED' } }])
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
