import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const HERTZ = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Read the CPU seconds of a process and of the children that it has reaped. Linux alone has `/proc`. */
export function readCpu(pid: number): number {
  const ticks = readStat(pid).slice(11, 15)
  return ticks.reduce((sum, each) => sum + Number(each), 0) / HERTZ
}

/** Find the parent of a process. */
export function findParent(pid: number): number {
  return Number(readStat(pid)[1])
}

/** The fields of a process after its name, which is in brackets and may hold spaces. */
function readStat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** Read the CPU seconds of a process and all below it, e.g. of PostgreSQL with its backends. */
export function readTreeCpu(pid: number): number {
  const children = listChildren(pid)
  return children.reduce((sum, child) => sum + readTreeCpu(child), tryReading(pid))
}

/** Find a child of this process by what its command line has in it. */
export function findChild(part: string): number {
  const found = listTree(process.pid).find((pid) => readCommand(pid).includes(part))
  if (found === undefined) throw new Error(`No process below this one has "${part}" in its command line.`)
  return found
}

function listTree(pid: number): number[] {
  return listChildren(pid).flatMap((child) => [child, ...listTree(child)])
}

function listChildren(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** A process may end between the list and the reading; its parent has its time then. */
function tryReading(pid: number): number {
  try {
    return readCpu(pid)
  } catch {
    return 0
  }
}
