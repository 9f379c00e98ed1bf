import { writeLookFailure } from '../problems/writeLookFailure.ts'
import type { HealthView } from './views.ts'

/** What home says if the check itself fails. */
const NOT_CHECKED: HealthView = {
  rows: [
    {
      name: 'checkout',
      outcome: 'unknown',
      sentences: ['The check did not work. Reload this page in a minute.'],
      hint: null,
    },
  ],
  page: { kind: 'none' },
  permissions: { state: 'unknown', sentence: 'The check did not work.', hint: null },
}

/** Load what home shows later. If that fails, home says that nothing is known, and the log says why. */
export async function loadHealth({
  load,
  warn,
}: {
  load: () => Promise<HealthView>
  /** Receives why the check failed. */
  warn: (sentence: string) => void
}): Promise<HealthView> {
  try {
    return await load()
  } catch (error) {
    writeLookFailure({ sentence: 'Could not check a shop’s health', error, warn })
    return NOT_CHECKED
  }
}
