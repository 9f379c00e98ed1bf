import type { PalisadeError } from './base.ts'

/** What people read of an error: its sentence, then what to do next. */
export function formatError({ message, hint }: PalisadeError): string {
  return hint ? `${message} ${hint}` : message
}
