import type { AnswerOutcome } from '../../core/numbers/types.ts'

type OutcomeWords = {
  readonly label: string
  /** As the reason of a refusal. */
  readonly reason: string
  readonly tone: 'success' | 'attention' | 'critical' | undefined
}

/** How the admin names each answer to a shopper. */
export const OUTCOME_WORDS = {
  open: { label: 'Unlocked', reason: 'Unlocked', tone: 'success' },
  unmet: {
    label: 'Requirement not met',
    reason: 'The wallet doesn’t hold what the gate asks for',
    tone: undefined,
  },
  'used-up': { label: 'Limit reached', reason: 'The gate’s limit was used up', tone: undefined },
  'sign-in': { label: 'Not logged in', reason: 'The shopper wasn’t logged in to the store', tone: undefined },
  'sign-again': { label: 'Signature too old', reason: 'The wallet had to sign again', tone: undefined },
  'not-started': { label: 'Not started', reason: 'The gate hadn’t started', tone: undefined },
  paused: { label: 'Paused', reason: 'The gate was paused', tone: undefined },
  ended: { label: 'Ended', reason: 'The gate had ended', tone: undefined },
  unchecked: { label: 'Not checked', reason: 'A chain or your shop didn’t answer', tone: 'attention' },
} as const satisfies Record<AnswerOutcome, OutcomeWords>
