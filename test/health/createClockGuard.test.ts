import { describe, expect, test } from 'vitest'
import { createClockGuard } from '../../app/health/createClockGuard.ts'

function open(first: boolean | null) {
  const clock = { wall: 1_000_000, steady: 5, isGood: first, asked: 0 }
  const told: boolean[] = []
  const jumps: number[] = []
  const guard = createClockGuard({
    check: async () => {
      clock.asked += 1
      return clock.isGood
    },
    readWall: () => clock.wall,
    readSteady: () => clock.steady,
    tell: (isTrusted) => void told.push(isTrusted),
    tellJump: (seconds) => void jumps.push(seconds),
  })
  const pass = (ms: number) => {
    clock.wall += ms
    clock.steady += ms
  }
  return { clock, told, jumps, guard, pass }
}

describe('createClockGuard', () => {
  test('default: the first answer is waited for, and is good for a minute', async () => {
    const { guard, clock, told, pass } = open(true)
    expect(await guard.isTrusted()).toBe(true)
    pass(59_000)
    expect([await guard.isTrusted(), clock.asked, told]).toEqual([true, 1, []])
  })

  test('refuses: a clock that is wrong from the start, and tells once that it is right again', async () => {
    const { guard, clock, told } = open(false)
    expect([await guard.isTrusted(), await guard.isTrusted(), told]).toEqual([false, false, [false]])
    clock.isGood = true
    await guard.check()
    expect([await guard.isTrusted(), told]).toEqual([true, [false, true]])
  })

  test.each([86_400_000, -86_400_000])(
    'refuses: to trust a clock that was set by %i ms before it is looked at',
    async (ms) => {
      const { guard, clock, told, jumps } = open(true)
      expect(await guard.isTrusted()).toBe(true)
      clock.wall += ms
      clock.isGood = false
      expect([await guard.isTrusted(), told]).toEqual([false, [false]])
      clock.wall -= ms
      clock.isGood = true
      expect([await guard.isTrusted(), told]).toEqual([true, [false, true]])
      expect(jumps).toEqual([ms / 1000, -ms / 1000])
    },
  )

  test('behavior: a wrong clock is looked at every five seconds while somebody asks, and nobody waits', async () => {
    const { guard, clock, told, pass } = open(false)
    expect(await guard.isTrusted()).toBe(false)
    clock.isGood = true
    pass(5_000)
    expect([await guard.isTrusted(), clock.asked]).toEqual([false, 1])
    pass(1)
    const answers = [await guard.isTrusted(), await guard.isTrusted()]
    expect([answers[0], clock.asked]).toEqual([false, 2])
    await Promise.resolve()
    expect([await guard.isTrusted(), clock.asked, told]).toEqual([true, 2, [false, true]])
  })

  test('refuses: to trust a clock that was set while it was looked at', async () => {
    const { guard, clock, pass } = open(false)
    await guard.isTrusted()
    clock.isGood = true
    pass(6_000)
    void guard.isTrusted()
    clock.wall += 86_400_000
    clock.isGood = false
    expect(await guard.isTrusted()).toBe(false)
    await Promise.resolve()
    expect(await guard.isTrusted()).toBe(false)
  })

  test('refuses: to believe a look that began before another, and ends after it', async () => {
    const ends: ((isGood: boolean) => void)[] = []
    const told: boolean[] = []
    const guard = createClockGuard({
      check: () => new Promise((resolve) => void ends.push(resolve)),
      ...{ readWall: () => 0, readSteady: () => 0, tellJump: () => {} },
      tell: (isTrusted) => void told.push(isTrusted),
    })
    const looks = [guard.check(), guard.check()]
    ends[1]?.(false)
    ends[0]?.(true)
    await Promise.all(looks)
    expect([await guard.isTrusted(), told]).toEqual([false, [false]])
  })

  test('behavior: if nothing tells the time, the clock is trusted, and a jump is told', async () => {
    const { guard, clock, told, jumps } = open(null)
    expect([await guard.isTrusted(), told]).toEqual([true, []])
    clock.wall += 90_000
    await guard.check()
    expect([await guard.isTrusted(), told, jumps]).toEqual([true, [], [90]])
  })
})
