/** What a check of the doctor has found. */
export type Finding = {
  /** What was checked, e.g. `database` or `chain base 1`. */
  readonly check: string
  /** `warn`: it works, with a cost. `unknown`: it could not be checked. */
  readonly outcome: 'ok' | 'warn' | 'fail' | 'unknown'
  /** One sentence, without a secret. */
  readonly found: string
  /** What to do; null when there is nothing to do. */
  readonly next: string | null
}

export type Environment = Readonly<Record<string, string | undefined>>
