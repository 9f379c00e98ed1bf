import { describe, expect, test } from 'vitest'
import { type Ceiling, createCeiling, type Turn } from '../../../app/core/limit/createCeiling.ts'
import { makeDice } from '../../makeDice.ts'

/** A ceiling with a clock that the test sets, and work that it ends. */
function open({ most = 10, random = () => 0 }: { most?: number; random?: () => number } = {}) {
  let time = 1_800_000_000
  const ceiling = createCeiling({ most, random, now: () => time })
  const ends: (() => void)[] = []
  const enter = (turn: Turn) => ceiling.run(turn, () => new Promise<void>((resolve) => ends.push(resolve)))
  return {
    ceiling,
    pass: (seconds: number) => {
      time += seconds
    },
    fill: (count: number) => {
      for (let each = 0; each < count; each++) void enter('later')
    },
    end: async (count: number) => {
      for (const finish of ends.splice(0, count)) finish()
      await Promise.resolve()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
const ask = (ceiling: Ceiling, turn: Turn) => {
  try {
    ceiling.check(turn)
    return null
  } catch (error) {
    return (error as { details: { retryAfter: number } }).details.retryAfter
  }
}

describe('createCeiling', () => {
  test('default: work is done and its answer given back, and its place is free again, also after a fault', async () => {
    const { ceiling } = open({ most: 10 })
    expect(await ceiling.run('first', async () => 7)).toBe(7)
    await expect(ceiling.run('later', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(ceiling.count()).toEqual({ inside: 0, turnedAway: 0, most: 10 })
    expect(ceiling.hasRoom()).toBe(true)
  })

  test('refuses: a first request at half, and a later one at the ceiling (ERR_SERVER_BUSY)', async () => {
    const { ceiling, fill, end } = open({ most: 10 })
    fill(4)
    expect(ask(ceiling, 'first')).toBe(null)
    fill(1)
    expect([ask(ceiling, 'first'), ask(ceiling, 'later')]).toEqual([3, null])
    fill(5)
    await expect(ceiling.run('later', async () => 1)).rejects.toMatchObject({
      code: 'ERR_SERVER_BUSY',
      hint: 'Wait 2 seconds and try again.',
      details: { retryAfter: 2 },
    })
    expect(ceiling.count()).toEqual({ inside: 10, turnedAway: 2, most: 10 })
    await end(10)
    expect(await ceiling.run('first', async () => 1)).toBe(1)
  })

  test('behavior: what staff do is done at any time, and takes no place', async () => {
    const { ceiling, fill } = open({ most: 10 })
    fill(10)
    expect(await ceiling.run('always', async () => 1)).toBe(1)
    expect(ceiling.count()).toMatchObject({ inside: 10, turnedAway: 0 })
  })

  test('behavior: for a minute it says that it has no room', () => {
    const { ceiling, fill, pass } = open()
    fill(10)
    ask(ceiling, 'later')
    expect(ceiling.hasRoom()).toBe(false)
    pass(60)
    expect(ceiling.hasRoom()).toBe(false)
    pass(1)
    expect(ceiling.hasRoom()).toBe(true)
  })

  test('behavior: a crowd is spread over twice the time that this process needs for it, and two minutes at most', async () => {
    const dice = makeDice(5)
    const { ceiling, fill, end, pass } = open({ most: 100, random: () => dice.below(1_000_000) / 1_000_000 })
    // 200 requests in ten seconds.
    for (let second = 0; second < 10; second++) {
      fill(20)
      await end(20)
      pass(1)
    }
    fill(100)
    const told = Array.from({ length: 1_000 }, () => ask(ceiling, 'first') ?? 0)
    // The first of them meet nobody, so a few seconds are enough; the thousandth comes after 50 seconds of work.
    expect(Math.max(...told.slice(0, 20))).toBeLessThanOrEqual(15)
    expect(Math.min(...told)).toBeGreaterThanOrEqual(3)
    const late = told.slice(-200)
    expect(Math.max(...late)).toBeGreaterThan(60)
    expect(Math.max(...late)).toBeLessThanOrEqual(120)
    // They do not come back together.
    expect(new Set(late).size).toBeGreaterThan(50)
    // Whoever has begun does not wait for the crowd.
    expect(Math.max(...Array.from({ length: 50 }, () => ask(ceiling, 'later') ?? 0))).toBeLessThan(7)
    // Once they have come back, nobody is expected any more.
    pass(121)
    expect(Math.max(...Array.from({ length: 5 }, () => ask(ceiling, 'first') ?? 0))).toBeLessThanOrEqual(20)
  })

  test('behavior: a process that has just started, and has finished nothing yet, sends nobody away for long', () => {
    const { ceiling, fill } = open({ most: 200, random: () => 0.999 })
    fill(200)
    const told = Array.from({ length: 100 }, () => ask(ceiling, 'first') ?? 0)
    expect(Math.max(...told)).toBeLessThanOrEqual(20)
  })
})
