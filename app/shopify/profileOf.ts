/** The profile that a discount's config names; null for a config that is none of ours. */
export function profileOf(config: string | undefined): number | null {
  try {
    const profile = (JSON.parse(config ?? 'null') as { p?: unknown } | null)?.p
    return typeof profile === 'number' ? profile : null
  } catch {
    return null
  }
}
