import { AsyncResource } from 'node:async_hooks'
import type { Pool, PoolClient } from 'pg'

/** A statement that has ended. `text` has placeholders, never values. */
export type EndedStatement = {
  readonly name: string
  readonly text: string
  readonly ms: number
  readonly isFailed: boolean
}

/**
 * Report every statement of a pool, with its duration. Called only if somebody reads the reports.
 *
 * The pool runs a waiting caller's callback when another one gives its connection back, so it is bound to its caller.
 */
export function listenToStatements({
  pool,
  report,
}: {
  pool: Pool
  report: (statement: EndedStatement) => void
}): void {
  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<PoolClient> | undefined
  pool.connect = ((callback?: Callback) =>
    connect(callback && AsyncResource.bind(callback))) as Pool['connect']
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const startedAt = performance.now()
      const finish = AsyncResource.bind((isFailed: boolean) => {
        report({ ...readStatement(args[0]), ms: performance.now() - startedAt, isFailed })
      })
      const last = args.at(-1)
      if (typeof last === 'function') {
        const callback = last as (error: unknown, result: unknown) => void
        return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
          finish(Boolean(error))
          callback(error, result)
        })
      }
      const running = query(...args)
      if (running instanceof Promise)
        running.then(
          () => finish(false),
          () => finish(true),
        )
      return running
    }) as typeof client.query
  })
}

type Callback = (...args: unknown[]) => void

const MOST_TEXT = 1_000

function readStatement(asked: unknown): Pick<EndedStatement, 'name' | 'text'> {
  const { text = '', name } = (typeof asked === 'string' ? { text: asked } : Object(asked)) as {
    text?: string
    name?: string
  }
  const [verb = 'statement'] = text.trim().split(/\s/, 1)
  return { name: name ?? verb.toUpperCase(), text: text.slice(0, MOST_TEXT) }
}
