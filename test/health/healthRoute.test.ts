import { describe, expect, test } from 'vitest'
import { type HealthCheck, healthRoute, readyRoute } from '../../app/health/healthRoute.ts'

function open(checks: readonly HealthCheck[]) {
  const state = { now: 0, isDraining: false, told: [] as string[] }
  const ready = readyRoute({
    checks,
    isDraining: () => state.isDraining,
    clock: () => state.now,
    tell: (sentence) => void state.told.push(sentence),
  })
  const ask = async () => {
    const answer = await ready()
    return { status: answer.status, body: await answer.json(), kept: answer.headers.get('cache-control') }
  }
  return { state, ask }
}
const good: HealthCheck = { name: 'chains', check: async () => true }

describe('healthRoute', () => {
  test('default: whoever gets an answer knows that the server is alive', async () => {
    const answer = await healthRoute()()
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'alive' }])
  })
})

describe('readyRoute', () => {
  test('default', async () => {
    const { ask, state } = open([good])
    expect(await ask()).toEqual({
      status: 200,
      body: { status: 'ready', checks: { chains: 'ok' } },
      kept: 'no-store',
    })
    expect(state.told).toEqual([])
  })

  test('refuses: while a check does not hold, or throws', async () => {
    for (const check of [
      async () => false,
      async () => {
        throw new Error('password is hunter2')
      },
    ]) {
      const { ask, state } = open([good, { name: 'database', check }])
      const answer = await ask()
      expect(answer).toMatchObject({
        status: 503,
        body: { status: 'not ready', checks: { chains: 'ok', database: 'failing' } },
      })
      expect(JSON.stringify(answer)).not.toContain('hunter2')
      expect(state.told).toEqual(['Not ready: database.'])
    }
  })

  test('refuses: a server that stops, without any check', async () => {
    const { ask, state } = open([
      {
        name: 'database',
        check: () => {
          throw new Error('asked')
        },
      },
    ])
    state.isDraining = true
    expect(await ask()).toMatchObject({ status: 503, body: { status: 'draining' } })
  })

  test('behavior: checks run at most every two seconds, and a change is told once', async () => {
    let isUp = false
    let asked = 0
    const check = async () => {
      asked += 1
      return isUp
    }
    const { ask, state } = open([{ name: 'database', check }])
    expect((await Promise.all([ask(), ask(), ask()])).map(({ status }) => status)).toEqual([503, 503, 503])
    isUp = true
    state.now = 1_999
    expect([(await ask()).status, asked]).toEqual([503, 1])
    state.now = 2_000
    expect([(await ask()).status, asked]).toEqual([200, 2])
    expect(state.told).toEqual(['Not ready: database.', 'Ready again.'])
  })

  test('behavior: advice is told, and a server that does not hold it is ready', async () => {
    for (const [holds, told] of [
      [true, 'ok'],
      [false, 'failing'],
      [null, 'unknown'],
    ] as const) {
      const { ask, state } = open([good, { name: 'clock', check: async () => holds, isAdvice: true }])
      expect(await ask()).toMatchObject({
        status: 200,
        body: { status: 'ready', checks: { chains: 'ok', clock: told } },
      })
      expect(state.told).toEqual([])
    }
  })

  test('refuses: a check that could not find out', async () => {
    const { ask } = open([{ name: 'database', check: async () => null }])
    expect(await ask()).toMatchObject({ status: 503, body: { checks: { database: 'unknown' } } })
  })
})
