import type { Finding } from './types.ts'

/** Format findings as lines: outcome, check and sentence, then what to do. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ outcome, check, found, next }) => {
      const line = `${outcome.padEnd(8)}${check}: ${found}`
      return next === null ? line : `${line}\n        → ${next}`
    })
    .join('\n')
}
