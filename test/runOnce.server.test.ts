import { expect, test } from 'vitest'
import { runOnce } from '../app/runOnce.server.ts'

test('behavior: before a name starts again, its earlier run is stopped', () => {
  const events: string[] = []
  const start = (name: string, version: number) =>
    runOnce({
      name,
      start: () => {
        events.push(`start ${name} ${version}`)
        return version
      },
      stop: (running) => events.push(`stop ${name} ${running}`),
    })
  start('loop', 1)
  start('watcher', 1)
  expect(start('loop', 2)).toBe(2)
  expect(events).toEqual(['start loop 1', 'start watcher 1', 'stop loop 1', 'start loop 2'])
})
