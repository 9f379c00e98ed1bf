import type { Slow } from '../state.ts'

/** Tells what a check has been waiting for. */
export type Wait = {
  /** From now on the check waits for this. */
  readonly begin: (what: Slow) => void
  readonly end: () => void
}

const SLOW_MS = 3000

/** Watch what a check waits for, and tell once it takes longer than usual. */
export function createWait(onSlow: (what: Slow) => void): Wait {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = () => clearTimeout(timer)
  return {
    begin: (what) => {
      end()
      timer = setTimeout(() => onSlow(what), SLOW_MS)
    },
    end,
  }
}
