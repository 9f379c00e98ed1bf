/** Format an instant in unix seconds for the page's language. */
export function formatTime(at: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(at * 1000)
}
