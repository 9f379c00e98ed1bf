import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ReservationAnswer } from '../../app/core/redemption/types.ts'
import { createCountedReservations } from '../../app/metrics/createCountedReservations.ts'
import { createMetrics } from '../../app/metrics/createMetrics.ts'
import type { ReservationsPort } from '../../app/ports/reservations.ts'
import { fake } from '../fakes/fake.ts'

type Jobs = Parameters<typeof createMetrics>[0]['countJobs']
const open = (countJobs: Jobs = async () => [], checkDatabase = async () => true) =>
  createMetrics({
    ...{ checkDatabase, countConnections: () => ({}), countJobs, now: () => 1_000 },
    countAtOnce: () => ({ ...atOnce }),
  })
const atOnce = { inside: 0, turnedAway: 0, most: 200 }

describe('createMetrics', () => {
  test('default: the queue with the age of its oldest due job', async () => {
    const metrics = open(async () => [
      { kind: 'order', waiting: 2, running: 1, failing: 1, oldestDueAt: 940 },
      { kind: 'hold', waiting: 1, running: 0, failing: 0, oldestDueAt: null },
    ])
    const text = await metrics.read()
    expect(text).toContain('palisade_jobs_queued{kind="order",state="running"} 1')
    expect(text).toContain('palisade_jobs_oldest_seconds{kind="order"} 60')
    expect(text).toContain('palisade_jobs_oldest_seconds{kind="hold"} 0')
    expect(text).toContain('palisade_database_up 1')
  })

  test('behavior: a database that is away gives no old numbers, and the metrics can still be read', async () => {
    let isUp = true
    const metrics = open(async () => {
      if (!isUp) throw new Error('away')
      return [{ kind: 'order', waiting: 2, running: 0, failing: 0, oldestDueAt: 940 }]
    })
    expect(await metrics.read()).toContain('palisade_jobs_queued{')
    isUp = false
    const text = await metrics.read()
    expect(text).toContain('palisade_database_up 0')
    expect(text).not.toContain('palisade_jobs_queued{')
  })

  test('behavior: how many requests are answered at once, and how many were turned away since the start', async () => {
    const metrics = open()
    Object.assign(atOnce, { inside: 3, turnedAway: 5 })
    onTestFinished(() => void Object.assign(atOnce, { inside: 0, turnedAway: 0 }))
    await metrics.read()
    atOnce.turnedAway = 7
    const text = await metrics.read()
    expect(text).toContain('palisade_requests_at_once{state="inside"} 3')
    expect(text).toContain('palisade_requests_at_once{state="ceiling"} 200')
    expect(text).toContain('palisade_requests_turned_away_total 7')
  })

  test('behavior: a database that answers but cannot be changed is not up', async () => {
    const text = await open(undefined, async () => false).read()
    expect(text).toContain('palisade_database_up 0')
  })

  test('behavior: a database that is silent is told before a scraper gives up', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const silent = open(() => new Promise(() => {})).read()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await silent).toContain('palisade_database_up 0')
  })

  test('behavior: an unknown method cannot add a series', async () => {
    const metrics = open()
    for (const method of ['PUT', 'BREW', 'x'.repeat(9)])
      metrics.countRequest({ route: '/*', method, status: 405, seconds: 0.01 })
    expect(await metrics.read()).toContain(
      'palisade_http_requests_total{route="/*",method="other",status="4xx"} 3',
    )
  })
})

test('behavior: reservations are counted by outcome, and answered unchanged', async () => {
  const metrics = open()
  const answers = [
    { kind: 'reserved' },
    { kind: 'used-up' },
    { kind: 'reserved' },
  ] as unknown as ReservationAnswer[]
  const reservations = createCountedReservations({
    reservations: fake<ReservationsPort>({ reserve: async () => answers }),
    ...metrics,
  })
  expect(await reservations.reserve({} as Parameters<ReservationsPort['reserve']>[0])).toBe(answers)
  const text = await metrics.read()
  expect(text).toContain('palisade_reservations_total{outcome="reserved"} 2')
  expect(text).toContain('palisade_reservations_total{outcome="used-up"} 1')
})
