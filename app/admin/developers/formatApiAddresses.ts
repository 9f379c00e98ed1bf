import type { ApiAddresses } from './views.ts'

/** Where this server's API is reached and read about. `issuer` ends in `/api/v1`. */
export function formatApiAddresses({ issuer }: { issuer: string }): ApiAddresses {
  return { api: issuer, docs: issuer.replace(/\/v1$/, '/docs') }
}
