import { readLanguages } from './readLanguages.ts'

/** Format an instant in unix seconds for the page's language. */
export function formatTime(at: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(readLanguages(), options).format(at * 1000)
}
