import { UpstreamError } from '../core/errors/base.ts'
import { isConnectionLoss } from './isConnectionLoss.ts'

/** For `Retry-After`: PostgreSQL restarts within seconds after a crash. */
const RETRY_AFTER_SECONDS = 5

/** Make every call of a port throw ERR_DATABASE_AWAY if the database does not answer. Other errors pass. */
export function createGuardedStore<Store extends object>(store: Store): Store {
  const guarded = Object.entries(store).map(([name, call]) => [
    name,
    typeof call === 'function' ? (...args: readonly unknown[]) => runGuarded(() => call(...args)) : call,
  ])
  return Object.fromEntries(guarded) as Store
}

/** Rethrow an error. @throws {UpstreamError} ERR_DATABASE_AWAY in place of a lost connection */
export function throwDatabaseAway(error: unknown): never {
  if (!isConnectionLoss(error)) throw error
  throw new UpstreamError('ERR_DATABASE_AWAY', 'The database of this server is not responding.', {
    hint: 'Try again in a few seconds.',
    details: { retryAfter: RETRY_AFTER_SECONDS },
    cause: error,
  })
}

function runGuarded(run: () => unknown): unknown {
  const result = run()
  return result instanceof Promise ? result.catch(throwDatabaseAway) : result
}
