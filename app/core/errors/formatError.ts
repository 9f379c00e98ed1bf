import type { PalisadeError } from './base.ts'

/** Format an error for people: its sentence, then its hint. After a list the hint begins its line. */
export function formatError({ message, hint }: Pick<PalisadeError, 'message' | 'hint'>): string {
  if (!hint) return message
  return `${message}${message.endsWith('\n') ? '' : ' '}${hint}`
}
