/** Read in how many seconds to try again; null if the answer does not say. */
export function readRetryAfter({ headers }: Partial<Pick<Response, 'headers'>>): number | null {
  // A theme's own `fetch` may answer without headers.
  const said = headers?.get('retry-after') ?? null
  return said !== null && /^\d{1,6}$/.test(said) ? Number(said) : null
}
