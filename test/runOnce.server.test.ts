import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
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

test('behavior: one loop runs, however often Vite evaluates its module again', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'palisade-once-'))
  const running = new Set<string>()
  Object.assign(globalThis, { loopsOfThisTest: running })
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  })
  onTestFinished(async () => {
    await vite.close()
    Reflect.deleteProperty(globalThis, 'loopsOfThisTest')
    rmSync(root, { recursive: true })
  })
  writeFileSync(
    path.join(root, 'loop.ts'),
    `import { runOnce } from ${JSON.stringify(path.resolve('app/runOnce.server.ts'))}
    import { version } from './version.ts'
    const loops = globalThis.loopsOfThisTest
    const start = () => (loops.add(version), version)
    runOnce({ name: 'a loop of this test', start, stop: (earlier) => loops.delete(earlier) })`,
  )
  for (const version of ['first', 'second', 'third']) {
    writeFileSync(path.join(root, 'version.ts'), `export const version = '${version}'`)
    // The module of `runOnce` is evaluated again too.
    vite.moduleGraph.invalidateAll()
    await vite.ssrLoadModule('/loop.ts')
    expect([...running]).toEqual([version])
  }
})
