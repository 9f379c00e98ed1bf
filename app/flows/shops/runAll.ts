import { PalisadeError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

/** Run the parts in order, also after a failure; then throw the first failure. The log names the others. */
export async function runAll(ctx: Needs<'log'>, parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length === 0) return
  const [first, ...others] = failures
  for (const other of others) {
    const code = other instanceof PalisadeError ? other.code : 'ERR_INTERNAL'
    ctx.log.warn('Another part of the same work failed too.', { code })
  }
  throw first
}
