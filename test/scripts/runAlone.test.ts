import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runAlone } from '../../scripts/runAlone.ts'

const MODULE = path.resolve('scripts/runAlone.ts')

function makeFolder(): { lock: string; log: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-alone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { lock: path.join(folder, 'deep/lock'), log: path.join(folder, 'log') }
}

/** A process that notes when it begins and when it ends what it does alone; it stays there if `isStuck`. */
function startProcess({ lock, log }: { lock: string; log: string }, isStuck = false) {
  const script = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import { runAlone } from ${JSON.stringify(MODULE)}
    await runAlone({ file: ${JSON.stringify(lock)}, holds: 'The file', run: async () => {
      appendFileSync(${JSON.stringify(log)}, 'begin\\n')
      await sleep(${isStuck ? 600_000 : 150})
      appendFileSync(${JSON.stringify(log)}, 'end\\n')
    } })`
  const words = ['--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, code: new Promise((resolve) => child.once('exit', resolve)) }
}

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1)
  } catch {
    return []
  }
}

test('default: processes take turns', async () => {
  const folder = makeFolder()
  const codes = await Promise.all([1, 2, 3].map(() => startProcess(folder).code))
  expect(codes).toEqual([0, 0, 0])
  expect(read(folder.log)).toEqual(['begin', 'end', 'begin', 'end', 'begin', 'end'])
})

test('behavior: the others go on when one dies, or fails', async () => {
  const folder = makeFolder()
  const { child, code } = startProcess(folder, true)
  await expect.poll(() => read(folder.log)).toEqual(['begin'])
  const next = startProcess(folder)
  child.kill('SIGKILL')
  await code
  expect(await next.code).toBe(0)
  expect(read(folder.log)).toEqual(['begin', 'begin', 'end'])
  const file = folder.lock
  const fail = () => Promise.reject(new Error('It failed.'))
  await expect(runAlone({ file, holds: 'The file', run: fail })).rejects.toThrow('It failed.')
  expect(await runAlone({ file, holds: 'The file', run: async () => 'done' })).toBe('done')
})
