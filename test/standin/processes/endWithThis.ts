import { spawn } from 'node:child_process'

/**
 * Kill a process when this one ends in any way, SIGKILL included: a watcher process notices that its stdin has closed.
 * Returns a function that stops the watcher.
 */
export function endWithThis(pid: number | undefined): () => void {
  if (pid === undefined) return () => undefined
  const script = `process.stdin.resume().on('end', () => { try { process.kill(${pid}, 'SIGKILL') } catch {} })`
  const watcher = spawn(process.execPath, ['-e', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => undefined)
  watcher.unref()
  const { stdin } = watcher
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return () => watcher.kill('SIGKILL')
}
