import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadScopes {
    currentAppInstallation { accessScopes { handle } }
  }`

/**
 * Read the scopes that the shop has granted.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/currentAppInstallation
 */
export async function readScopes({ graphql }: { graphql: AdminGraphql }): Promise<string[]> {
  const { currentAppInstallation } = await runQuery<{
    currentAppInstallation: { accessScopes: { handle: string }[] }
  }>({ graphql, document: DOCUMENT })
  return currentAppInstallation.accessScopes.map(({ handle }) => handle)
}

/** Whether a scope is among the granted ones; `write_x` includes `read_x`. */
export function includesScope({ scopes, name }: { scopes: readonly string[]; name: string }): boolean {
  return scopes.includes(name) || scopes.includes(name.replace(/^((?:unauthenticated_)?)read_/, '$1write_'))
}
