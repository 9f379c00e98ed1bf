import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { shouldLoadAgain } from '../shouldLoadAgain.ts'

/** As every page, except that a list which was just deleted is not looked for again. */
export function shouldLoadListAgain(args: ShouldRevalidateFunctionArgs): boolean {
  return !args.formAction?.endsWith('/delete') && shouldLoadAgain(args)
}
