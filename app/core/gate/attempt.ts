import { PalisadeError } from '../errors/base.ts'

/** What a parse function gives, or null where it refuses the input; anything else it throws is a fault of ours. */
export function attempt<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof PalisadeError) return null
    throw error
  }
}
