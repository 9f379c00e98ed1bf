/** No proof lives longer than a day, its slot's two hours and a clock set back. Seconds. */
export const LONGEST_PROOF_SECONDS = 30 * 3600
