import { describe, expect, test } from 'vitest'
import { canReload } from '../../../app/admin/canReload.ts'
import { formatGateList } from '../../../app/admin/formatGateList.ts'
import { formatProgress } from '../../../app/admin/formatProgress.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import { findProgress } from '../../../app/core/publication/findProgress.ts'
import { formatTargets, parseTargets } from '../../../app/core/publication/targets.ts'
import { NOW } from '../../fakes/clock.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

const pending = (reason: string | null) => ({ kind: 'pending', reason }) as const
const numbered = (number: number, over: Partial<Gate> = {}) =>
  makeGate({ number: number as GateNumber, name: `Gate ${number}`, state: 'paused', ...over })
const gates = [
  numbered(1),
  numbered(2, { publication: pending(null) }),
  numbered(3, { publication: pending('Shopify is down.') }),
  numbered(4, { publication: pending('An older reason.') }),
]
const payload = formatTargets([{ number: 1, marksStandAt: 7 }, { number: 2 }, { number: 3 }, { number: 99 }])
const measure = (attempts: number) => findProgress({ job: { payload, attempts }, gates })

describe('the gates of a job', () => {
  test('default: formatted targets are read back', () => {
    expect(parseTargets(payload)).toEqual([
      { number: 1, marksStandAt: 7 },
      { number: 2, marksStandAt: undefined },
      { number: 3, marksStandAt: undefined },
      { number: 99, marksStandAt: undefined },
    ])
  })

  test('refuses: entries of a payload that are no gates, by ignoring them', () => {
    expect(parseTargets({ epoch: '5f', since: 1, '4': null, '5': true })).toEqual([])
  })
})

describe('findProgress', () => {
  test('default: how many of the job’s existing gates are published', () => {
    expect(measure(0)).toMatchObject({ done: 1, isFailing: false })
    expect(measure(0)?.gates.map(({ number }) => number)).toEqual([1, 2, 3])
  })

  test('behavior: null without a job, and if all its gates are published', () => {
    expect(findProgress({ job: null, gates })).toBeNull()
    const published = gates.map((gate) => ({ ...gate, publication: { kind: 'published' } as const }))
    expect(findProgress({ job: { payload, attempts: 0 }, gates: published })).toBeNull()
  })
})

describe('formatProgress', () => {
  test('default: the status of each gate, without failures before the first attempt', () => {
    expect(formatProgress({ progress: measure(0), shop, now: NOW })).toMatchObject({
      total: 3,
      done: 1,
      failures: [],
      statuses: [
        { number: 1, status: { kind: 'paused' } },
        { number: 2, status: { kind: 'updating', reason: null } },
        { number: 3, status: { kind: 'pending', reason: 'Shopify is down.' } },
      ],
    })
  })

  test('behavior: after a failed attempt the gates and their reasons are named', () => {
    expect(formatProgress({ progress: measure(1), shop, now: NOW })?.failures).toEqual([
      { name: 'Gate 3', reason: 'Shopify is down.' },
    ])
    expect(formatProgress({ progress: null, shop, now: NOW })).toBeNull()
  })

  test('behavior: gates that a job publishes show as updating', () => {
    const list = formatGateList({
      shop,
      gates,
      unreadable: [],
      progress: measure(0),
      total: 1,
      next: null,
      now: NOW,
    })
    expect(list.gates.map(({ status }) => status.kind)).toEqual(['paused', 'updating', 'pending', 'pending'])
  })

  test('behavior: polling the progress does not load the page again', () => {
    const asked = { formAction: '/app/gates/progress', defaultShouldRevalidate: true }
    expect(canReload(asked as Parameters<typeof canReload>[0])).toBe(false)
  })
})
