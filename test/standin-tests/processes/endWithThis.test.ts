import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const MODULE = pathToFileURL('test/standin/processes/endWithThis.ts').href

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Start a process that starts another, and ends in a way once that runs; returns the other's id. */
async function startPair(end: string): Promise<number> {
  const script = `import { execFileSync, spawn } from 'node:child_process'
    import { endWithThis } from '${MODULE}'
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true })
    endWithThis(child.pid)
    const listOthers = () => execFileSync('pgrep', ['-P', String(process.pid)], { encoding: 'utf8' })
    process.stdout.write(String(child.pid), () => { ${end} })`
  const words = ['--import', 'tsx', '--input-type=module', '-e', script]
  const parent = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(parent, 'close')
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  await closed
  return Number(line.toString())
}

test('default: a process ends with the one that is killed', async () => {
  const pid = await startPair("process.kill(process.pid, 'SIGKILL')")
  await expect.poll(() => isRunning(pid)).toBe(false)
})

test('behavior: it ends with one that exits, also if its watcher was killed before it began', async () => {
  const killOthers = `for (const id of listOthers().split('\\n').map(Number))
      if (id && id !== child.pid) try { process.kill(id, 'SIGKILL') } catch {}
    process.exit(0)`
  const pid = await startPair(killOthers)
  await expect.poll(() => isRunning(pid)).toBe(false)
})
