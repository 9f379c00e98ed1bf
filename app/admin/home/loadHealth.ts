import { PalisadeError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import { describePlatform } from '../page/describePlatform.ts'
import { writeLookFailure } from '../problems/writeLookFailure.ts'
import type { HealthView } from './views.ts'

/** What home says if the check itself fails. */
function composeFailure(error: unknown, isStore: boolean): HealthView {
  const said = error instanceof PalisadeError ? formatError(error) : 'Reload this page in a minute.'
  const why = describePlatform(said, { isStore })
  const sentences = [`Palisade could not check your shop. ${why}`]
  return {
    rows: [{ name: 'checkout', outcome: 'unknown', sentences, hint: null }],
    page: { kind: 'none' },
    permissions: { state: 'unknown', sentence: 'Palisade could not check this.', hint: null },
  }
}

/** Load what home shows later. If that fails, home shows the error's sentence, and the log has the rest. */
export async function loadHealth({
  load,
  warn,
  isStore = false,
}: {
  load: () => Promise<HealthView>
  /** Receives why the check failed. */
  warn: (sentence: string) => void
  /** Whether the shop is on BigCommerce. */
  isStore?: boolean
}): Promise<HealthView> {
  try {
    return await load()
  } catch (error) {
    writeLookFailure({ sentence: 'Could not check a shop’s health', error, warn })
    return composeFailure(error, isStore)
  }
}
