import { PalisadeError } from '../../core/errors/base.ts'

/** Run the parts in order, also after a failure; then throw the first failure. The log names the others. */
export async function runAll(parts: readonly (() => Promise<unknown>)[]): Promise<void> {
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
    console.warn(`Another part failed too: ${other instanceof PalisadeError ? other.code : 'internal error'}`)
  }
  throw first
}
