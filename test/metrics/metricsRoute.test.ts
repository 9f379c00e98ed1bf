import { describe, expect, test } from 'vitest'
import { createRpcMetrics } from '../../app/chains/rpc/createRpcMetrics.ts'
import { isEqualInConstantTime } from '../../app/crypto/secrets.ts'
import { metricsRoute } from '../../app/metrics/metricsRoute.ts'

const token = 'a token of at least sixteen'
const metrics = createRpcMetrics()
metrics.count({ chain: 'ethereum', source: 'ethereum 1', outcome: 'answered', ms: 42 })
const open = (known: string | null, headers: Record<string, string>) =>
  metricsRoute({
    token: known,
    isEqual: (expected, given) => isEqualInConstantTime({ expected, given }),
    read: metrics.read,
    contentType: metrics.contentType,
  })({ request: new Request('https://palisade.example/metrics', { headers }) })

describe('metricsRoute', () => {
  test('default', async () => {
    const answer = await open(token, { authorization: `Bearer ${token}` })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, metrics.contentType])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toContain(
      'palisade_rpc_requests_total{chain="ethereum",source="ethereum 1"} 1',
    )
  })

  test('refuses: everybody where no token is set (ERR_NOT_FOUND)', async () => {
    for (const given of ['Bearer ', 'Bearer null', `Bearer ${token}`]) {
      const answer = await open(null, { authorization: given })
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'ERR_NOT_FOUND' }])
    }
  })

  test('refuses: who shows no token (ERR_KEY_MISSING)', async () => {
    const answer = await open(token, {})
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'ERR_KEY_MISSING' }])
  })

  test.each(['Bearer another token of sixteen', `bearer ${token}`, token, `Bearer ${token}x`, 'Bearer'])(
    'refuses: "%s" (ERR_KEY_UNKNOWN)',
    async (authorization) => {
      const answer = await open(token, { authorization })
      expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'ERR_KEY_UNKNOWN' }])
    },
  )
})
