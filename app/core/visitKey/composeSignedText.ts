import type { SignedRequest } from './types.ts'

/**
 * Compose the text that a visit's key signs: method, path, time and the request's JSON. Only the JSON, which comes last,
 * may hold a line break, so no two requests have the same text.
 */
export function composeSignedText({ path, at, text }: Pick<SignedRequest, 'path' | 'at' | 'text'>): string {
  return `POST ${path}\n${at}\n${text}`
}
