/** Read in how many seconds to try again; null if the answer does not say. */
export function readRetryAfter({ headers }: Response): number | null {
  const said = headers.get('retry-after')
  return said !== null && /^\d{1,6}$/.test(said) ? Number(said) : null
}
