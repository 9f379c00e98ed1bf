import { expect, onTestFinished, test, vi } from 'vitest'
import { createLineLimit } from '../../app/log/createLineLimit.ts'

function open() {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const told: string[] = []
  const claim = createLineLimit({
    most: 3,
    tellMore: (kind, count) => void told.push(`${count} more ${kind}`),
  })
  return { told, claimAll: (kind: string, count: number) => Array.from({ length: count }, () => claim(kind)) }
}

test('default: the first lines of a minute are written, the others counted, and the next minute begins anew', () => {
  const { told, claimAll } = open()
  expect(claimAll('429', 5)).toEqual([true, true, true, false, false])
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual(['2 more 429'])
  expect(claimAll('429', 1)).toEqual([true])
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual(['2 more 429'])
})

test('behavior: a flood of one kind takes no place of another', () => {
  const { told, claimAll } = open()
  claimAll('429', 9_000)
  expect(claimAll('401', 3)).toEqual([true, true, true])
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual(['8997 more 429'])
})
