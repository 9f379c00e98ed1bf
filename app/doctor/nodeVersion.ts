/** The oldest minor version of each supported major one, as `engines` in package.json says; from 24 on, any. */
const OLDEST_MINORS: Readonly<Record<number, number>> = { 20: 19, 22: 12 }

/** Whether the server supports a version of Node, e.g. `22.12.0` or `v24.1.0`. */
export function isSupportedNode(version: string): boolean {
  const [major, minor] = splitVersion(version)
  return major >= 24 || minor >= (OLDEST_MINORS[major] ?? Number.POSITIVE_INFINITY)
}

/** Whether a version is at least a major and minor one. */
export function isSince(version: string, [oldestMajor, oldestMinor]: readonly [number, number]): boolean {
  const [major, minor] = splitVersion(version)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

function splitVersion(version: string): readonly [number, number] {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return [major, minor]
}
