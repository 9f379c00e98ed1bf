/** Longest life of a proof in seconds: a day, the two hours of its slot, and a clock that is set back. */
export const LONGEST_PROOF_SECONDS = 30 * 3600
