import { spawn } from 'node:child_process'

/** What this process kills itself when it exits. */
const ending = new Set<number>()
process.once('exit', () => ending.forEach(killNow))

/**
 * Kill a process when this one ends in any way, SIGKILL included: a watcher process notices that its stdin has closed.
 * Ctrl-C may kill a watcher that has only begun, so an exit does not rely on it. Returns a function that lets the process
 * be.
 */
export function endWithThis(pid: number | undefined): () => void {
  if (pid === undefined) return () => undefined
  ending.add(pid)
  const script = `process.stdin.resume().on('end', () => { try { process.kill(${pid}, 'SIGKILL') } catch {} })`
  const watcher = spawn(process.execPath, ['-e', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => undefined)
  watcher.unref()
  const { stdin } = watcher
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return () => {
    ending.delete(pid)
    watcher.kill('SIGKILL')
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
