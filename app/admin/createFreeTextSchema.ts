import { z } from 'zod'

// The database stores neither.
const UNSTORABLE = /\0|\p{Surrogate}/u

/** What a member of the staff writes for others: at most so many characters, and none that cannot be stored. */
export function createFreeTextSchema({
  least = 0,
  most,
}: {
  least?: number
  most: number
}): z.ZodType<string> {
  return z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !UNSTORABLE.test(text), 'has a character that cannot be stored')
}
