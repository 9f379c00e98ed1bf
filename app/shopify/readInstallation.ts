import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadInstallation {
    currentAppInstallation { id accessScopes { handle } }
  }`

export type ReadInstallationResult = { readonly installationId: string; readonly scopes: readonly string[] }

/**
 * Read the app as this shop has it: its own gid and the granted scopes.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/currentAppInstallation
 */
export async function readInstallation({
  graphql,
}: {
  graphql: AdminGraphql
}): Promise<ReadInstallationResult> {
  const { currentAppInstallation } = await runQuery<{
    currentAppInstallation: { id: string; accessScopes: { handle: string }[] }
  }>({ graphql, document: DOCUMENT })
  const { id, accessScopes } = currentAppInstallation
  return { installationId: id, scopes: accessScopes.map(({ handle }) => handle) }
}

/** Whether a scope is among the granted ones; `write_x` includes `read_x`. */
export function includesScope({ scopes, name }: { scopes: readonly string[]; name: string }): boolean {
  return scopes.includes(name) || scopes.includes(name.replace(/^((?:unauthenticated_)?)read_/, '$1write_'))
}
