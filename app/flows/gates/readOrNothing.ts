import type { Needs } from '../context.ts'

/**
 * Read data that is only displayed: a title or picture must not fail a page. Any error is logged and gives an empty
 * result. Missing items are left out; `what` names the items in the log.
 */
export async function readOrNothing<T>(
  ctx: Needs<'log'>,
  { what, read }: { what: string; read: () => Promise<readonly (T | null)[]> },
): Promise<T[]> {
  try {
    return (await read()).filter((one) => one !== null)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Shopify requires a new login.'
    ctx.log.warn(`Could not read ${what}: ${why}`)
    return []
  }
}
