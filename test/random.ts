import fc from 'fast-check'

/**
 * The seed of every random test: fixed by `vitest.config.ts`, new in each run of the suite `long`; TEST_SEED overrides
 * it.
 */
export const SEED = Number(process.env.TEST_SEED)
if (!Number.isSafeInteger(SEED))
  throw new Error(`TEST_SEED must be a whole number, not ${process.env.TEST_SEED}.`)

/** Whether the suite `long` runs, which has time for more steps. */
export const IS_LONG = process.env.TEST_LONG === '1'

fc.configureGlobal({ seed: SEED })

export { fc }
