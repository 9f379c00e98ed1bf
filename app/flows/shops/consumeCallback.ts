import { AccessError } from '../../core/errors/base.ts'
import type { SignedCallback } from '../../ports/platform.ts'
import type { Needs } from '../context.ts'

/** How often BigCommerce may send an uninstall or a removal again. An opening takes all of it. */
const MOST = 100

/**
 * Use up a callback. Nothing in its token says which callback it is, so one that opened the app does nothing else, and
 * one that did something else never opens the app. An uninstall or a removal may come again.
 *
 * @throws {AccessError} ERR_CALLBACK_USED
 */
export async function consumeCallback(
  ctx: Needs<'limits'>,
  { callback: { id, endsAt }, isOpening }: { callback: SignedCallback; isOpening: boolean },
): Promise<void> {
  const units = isOpening ? MOST : 1
  // Kept as long as the token counts.
  const use = { key: `callback ${id}`, most: MOST, units, block: units, expiresAt: endsAt }
  if (await ctx.limits.take([use])) throw usedCallback('This link was used before.')
}

/** The error for a callback that opens nothing any more. */
export function usedCallback(message: string): AccessError {
  return new AccessError('ERR_CALLBACK_USED', message, {
    hint: 'Open Palisade again under Apps in the control panel.',
  })
}
