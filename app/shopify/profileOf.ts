/** The profile in a discount's config; null for a config that this app did not write. */
export function profileOf(config: string | undefined): number | null {
  try {
    const profile = (JSON.parse(config ?? 'null') as { p?: unknown } | null)?.p
    return typeof profile === 'number' ? profile : null
  } catch {
    return null
  }
}
