import { readFileSync } from 'node:fs'

/**
 * Identify a process by its start time and the current boot, so that a later process with the same number differs. Null
 * if the system is not Linux; 'gone' if the process has ended or is a zombie.
 */
export function describeProcess({ pid }: { pid: number }): string | null {
  if (process.platform !== 'linux') return null
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name is in brackets and may contain blanks and brackets itself. The fields after it start with the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : `${boot}.${fields[19]}`
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'ENOENT' ? 'gone' : null
  }
}
