import type { PalisadeError } from './base.ts'

/** Format an error for people: its sentence, then its hint. */
export function formatError({ message, hint }: PalisadeError): string {
  return hint ? `${message} ${hint}` : message
}
