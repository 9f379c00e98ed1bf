import { escapeControls } from '../../core/text/escapeControls.ts'

/**
 * Read what is only for people: a title or picture is never a reason to fail a page, so whatever goes wrong is only
 * written down. What is gone is left out; `what` names it all in the log.
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
    const why = error instanceof Error ? error.message : 'Shopify asked for a new login.'
    console.warn(`${what} could not be read: ${escapeControls(why)}`)
    return []
  }
}
