import { PalisadeError } from '../../core/errors/base.ts'

/** A shop that is saved again and again. One more attempt costs a read of the shop and its gates. */
const MOST_ATTEMPTS = 5

/**
 * Run a step on what this process knows of a shop. If the database then finds that the shop or a gate has changed,
 * nothing was written, and the step runs again on what stands now.
 * @throws {ConflictError} ERR_SHOP_CHANGED after five changes in a row
 */
export async function runUnchanged<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const isChanged = error instanceof PalisadeError && error.code === 'ERR_SHOP_CHANGED'
      if (!isChanged || attempt === MOST_ATTEMPTS) throw error
    }
  }
}
