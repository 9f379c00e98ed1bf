import type { ApiAddresses } from './views.ts'

/** Format the URLs of this server's API and of its docs. `issuer` ends in `/api/v1`. */
export function formatApiAddresses({ issuer }: { issuer: string }): ApiAddresses {
  return { api: issuer, docs: issuer.replace(/\/v1$/, '/docs') }
}
