import { encodeControls } from '../../core/text/encodeControls.ts'

/**
 * Read data that is only displayed: a title or picture must not fail a page. Any error is logged and gives an empty
 * result. Missing items are left out; `what` names the items in the log.
 */
export async function readOrNothing<T>({
  what,
  read,
}: {
  what: string
  read: () => Promise<readonly (T | null)[]>
}): Promise<T[]> {
  try {
    return (await read()).filter((one) => one !== null)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Shopify requires a new login.'
    console.warn(`Could not read ${what}: ${encodeControls(why)}`)
    return []
  }
}
