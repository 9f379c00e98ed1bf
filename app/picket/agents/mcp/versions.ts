/*
 * Revisions of the Model Context Protocol. A modern request says its own version and capabilities; before, a client opened
 * with `initialize`. This server keeps no state in either case.
 */

/** @see https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning */
export const MODERN_VERSIONS: readonly string[] = ['2026-07-28']
/** The newest first. 2025-03-26 is left out: it has batches, which later revisions removed. */
export const LEGACY_VERSIONS: readonly string[] = ['2025-11-25', '2025-06-18']

/** Choose the version that `initialize` answers: the client's, else our newest. */
export function chooseLegacyVersion(wanted: unknown): string {
  const [newest = ''] = LEGACY_VERSIONS
  return LEGACY_VERSIONS.find((version) => version === wanted) ?? newest
}
