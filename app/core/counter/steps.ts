/** Seconds for which a phone shows one code. */
export const STEP_SECONDS = 20

/** A till accepts the present step, and so many before it: a phone may show a code a moment longer, or be slow. */
const OLDER_STEPS = 4

/** A phone's clock may be a step ahead. */
const NEWER_STEPS = 1

/** Seconds for which a phone may make codes without asking again. The page asks each time a third of them is over. */
export const KEY_SECONDS = 900

/** Seconds within which a till may charge what it has checked. */
export const CHARGE_SECONDS = 600

/** Seconds within which a till may undo a charge. */
export const UNDO_SECONDS = 600

/** How long before the charge its order of the point of sale may have been made. */
export const ORDER_BEFORE_SECONDS = 600

/** How long after a charge its order may be made. A charge with the order's number waits longer. */
export const ORDER_AFTER_SECONDS = 7200

/** How long a charge that names its order waits for it. */
export const NAMED_ORDER_SECONDS = 7 * 24 * 3600

/** The step of an instant, which is in unix seconds. */
export function toStep(at: number): number {
  return Math.floor(at / STEP_SECONDS)
}

/** Whether a step is one of those that a till accepts now. */
export function isPresentStep({ step, now }: { step: number; now: number }): boolean {
  const present = toStep(now)
  return step >= present - OLDER_STEPS && step <= present + NEWER_STEPS
}
