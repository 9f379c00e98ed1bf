import type { Project } from '../project/types.ts'

/**
 * Compose the statement that a wallet signs. A `simple` message has no field for the site, so its statement names
 * project, host and minute.
 */
export function composeStatement({
  project: { name, statement, format, allowedDomains },
  site,
  issuedAt,
}: {
  project: Pick<Project, 'name' | 'statement' | 'format' | 'allowedDomains'>
  site: string | null
  issuedAt: number
}): string {
  const said = statement ?? `Sign in to ${name}. This is free and sends no transaction.`
  if (format === 'siwe') return said
  const host = site ?? allowedDomains[0]?.replace(/:\*$/, '') ?? 'no site'
  const minute = new Date(issuedAt * 1000).toISOString().slice(0, 16).replace('T', ' ')
  return `${said} (${name}, ${host}, ${minute} UTC)`
}
