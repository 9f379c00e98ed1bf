import { readFileSync } from 'node:fs'

/**
 * Tell a process from a later one with the same number: its start, as Linux counts it, within this boot.
 * Null where that cannot be known; 'gone' when it has ended, even if nobody has taken note (a zombie).
 */
export function describeProcess({ pid }: { pid: number }): string | null {
  if (process.platform !== 'linux') return null
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks and brackets: the fields that follow it start with the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : `${boot}.${fields[19]}`
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'ENOENT' ? 'gone' : null
  }
}
