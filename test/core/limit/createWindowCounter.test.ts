import { describe, expect, test } from 'vitest'
import { createWindowCounter } from '../../../app/core/limit/createWindowCounter.ts'

const limit = { most: 3, seconds: 60 }
const NOW = 1_800_000_000

describe('createWindowCounter', () => {
  test('default: a key passes as often as the limit allows, and again in the next window', () => {
    const count = createWindowCounter({ limit, factor: 1, mostKeys: 10 })
    const ask = (now: number) => count({ key: 'a', now })
    expect([ask(NOW), ask(NOW + 1), ask(NOW + 2), ask(NOW + 3)]).toEqual([null, null, null, 57])
    expect(ask(NOW + 59)).toBe(1)
    expect(ask(NOW + 60)).toBeNull()
    expect(count({ key: 'b', now: NOW + 60 })).toBeNull()
  })

  test('behavior: the operator’s factor multiplies the limit', () => {
    const count = createWindowCounter({ limit, factor: 2, mostKeys: 10 })
    const answers = Array.from({ length: 7 }, () => count({ key: 'a', now: NOW }))
    expect(answers.filter((answer) => answer === null)).toHaveLength(6)
  })

  test('behavior: the oldest key is forgotten when there are too many', () => {
    const count = createWindowCounter({ limit, factor: 1, mostKeys: 2 })
    for (let asked = 0; asked < 4; asked++) count({ key: 'a', now: NOW })
    count({ key: 'b', now: NOW })
    expect(count({ key: 'a', now: NOW })).not.toBeNull()
    count({ key: 'c', now: NOW })
    expect(count({ key: 'a', now: NOW })).toBeNull()
  })
})
