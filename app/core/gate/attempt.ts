import { nullIfKnown } from '../errors/nullIfKnown.ts'

/** Run a parse function. Null if it refuses the input; anything else that it throws is a fault of ours. */
export function attempt<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    return nullIfKnown(error)
  }
}
