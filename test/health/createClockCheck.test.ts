import { describe, expect, test } from 'vitest'
import { createClockCheck } from '../../app/health/createClockCheck.ts'

function open(first: { database: number | null; chains: number | null }) {
  const skews = { ...first }
  const told: string[] = []
  const check = createClockCheck({
    clocks: [
      { of: 'the database', readSkew: async () => skews.database },
      { of: 'the endpoints of chains', readSkew: async () => skews.chains },
    ],
    tell: (sentence, isGood) => void told.push(`${isGood ? 'info' : 'warn'} ${sentence}`),
  })
  return { skews, told, check }
}

describe('createClockCheck', () => {
  test('default: clocks that agree to a minute', async () => {
    for (const database of [0, 60, -60]) {
      const { check, told } = open({ database, chains: null })
      expect([await check(), told]).toEqual([true, []])
    }
  })

  test('refuses: a clock that differs by more, and tells each change once', async () => {
    const { check, told, skews } = open({ database: 600.2, chains: -61 })
    expect([await check(), await check()]).toEqual([false, false])
    expect(told).toEqual([
      expect.stringMatching(
        /^warn This server's clock is 600 s behind that of the database, and 61 s ahead of that of the endpoints of chains\. Set every clock by NTP\. /,
      ),
    ])
    Object.assign(skews, { database: 1, chains: 1 })
    expect([await check(), await check()]).toEqual([true, true])
    expect(told.slice(1)).toEqual(["info This server's clock agrees with the others again."])
  })

  test('behavior: a clock that cannot be read decides nothing', async () => {
    expect(await open({ database: null, chains: null }).check()).toBe(null)
    const { check, told } = open({ database: null, chains: 90 })
    expect(await check()).toBe(false)
    expect(told).toEqual([expect.stringContaining('90 s behind that of the endpoints of chains.')])
    const failing = createClockCheck({
      clocks: [{ of: 'the database', readSkew: () => Promise.reject(new Error('password is hunter2')) }],
      tell: (sentence) => expect.unreachable(sentence),
    })
    expect(await failing()).toBe(null)
  })
})
