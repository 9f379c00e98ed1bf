import { readFileSync } from 'node:fs'

/**
 * Identify a process by its start time and this boot, so that a later one with the same number differs. Null if the system
 * is not Linux; 'gone' if the process has ended, also if it is a zombie.
 */
export function describeProcess({ pid }: { pid: number }): string | null {
  if (process.platform !== 'linux') return null
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may contain blanks and brackets. After it come the fields, the state first.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : `${boot}.${fields[19]}`
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'ENOENT' ? 'gone' : null
  }
}
