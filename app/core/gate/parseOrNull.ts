import { nullIfKnown } from '../errors/nullIfKnown.ts'

/** Run a parse function; null if it refuses the input. Any other error is a bug of this app and is thrown on. */
export function parseOrNull<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    return nullIfKnown(error)
  }
}
