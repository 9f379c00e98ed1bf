import { AccessError } from '../../core/errors/base.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

/** The shop whose gates a site of a project may open, and that site: the host of the page, null for a server. */
export type StorefrontCaller = { readonly myshopifyDomain: string; readonly site: string | null }

/**
 * Check that a project's sites are a storefront of an installed shop. Costs one statement.
 *
 * @throws {AccessError} ERR_GATES_NOT_ALLOWED
 */
export async function authorizeStorefront(
  ctx: Needs<'projects'>,
  { project, site }: { readonly project: Project; readonly site: string | null },
): Promise<StorefrontCaller> {
  const shop = await ctx.projects.findStorefront({ projectId: project.id })
  if (shop === null) throw noStorefront(project)
  return { ...shop, site }
}

function noStorefront({ shopId }: Project): AccessError {
  const hint =
    shopId === null
      ? 'This project belongs to no shop. Create a project on the page Developers of the shop’s app.'
      : 'In the app, open Developers and this project, then turn on “These sites are a storefront of this shop”.'
  return new AccessError(
    'ERR_GATES_NOT_ALLOWED',
    'The sites of this project may not open the shop’s gates.',
    {
      hint,
    },
  )
}
