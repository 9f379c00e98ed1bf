import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

export type SetGateRightParameters = {
  readonly myshopifyDomain: string
  readonly projectId: string
  /** Whether the project's secret keys may read and change the shop's gates. */
  readonly mayChangeGates: boolean
  /** Who allows or ends it, for the audit log. */
  readonly actor: string
}

/**
 * Let the secret keys of a project manage the shop's gates, or end that. Every request after this knows it.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND
 */
export async function setGateRight(
  ctx: Needs<'now' | 'log' | 'shops' | 'projects'>,
  { myshopifyDomain, projectId, mayChangeGates, actor }: SetGateRightParameters,
): Promise<Project> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id } = await ctx.projects.load({ owner: shop.id, projectId })
  const change = { shopId: shop.id, projectId: id, mayChangeGates, actor, at: ctx.now() }
  const { project, isChanged } = await ctx.projects.setGateRight(change)
  if (isChanged) {
    const sentence = mayChangeGates
      ? `Secret keys of project ${id} may now manage gates.`
      : `Secret keys of project ${id} may no longer manage gates.`
    ctx.log.info(sentence, { shop: myshopifyDomain, actor })
  }
  return project
}
