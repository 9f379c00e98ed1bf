import { isPending, isRejection } from './isRejection.ts'

/**
 * Whether the shopper has decided, or still may: then nothing else is asked of them. "Rejected: unknown method" is a
 * wallet's own word.
 */
export function isByShopper(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code !== 4200 && code !== -32601 && (isRejection(error) || isPending(error))
}
