import type { ReceiverTrouble } from '../../core/message/findTrouble.ts'

const WORDS = {
  gone: 'is off, because its server answered that it wants no more messages.',
  'given-up': 'is off, because nothing reached it for five days.',
  failing: 'gets no messages: every attempt of the last hour or more has failed. Palisade tries again.',
  late: 'gets its messages more than an hour late.',
} as const satisfies Record<ReceiverTrouble['why'], string>

/** Describe what keeps messages from webhooks, a sentence for each. */
export function describeTroubles(troubles: readonly ReceiverTrouble[]): string[] {
  // Two webhooks of one host may have the same trouble.
  return [...new Set(troubles.map(({ name, why }) => `The webhook of ${name} ${WORDS[why]}`))]
}
