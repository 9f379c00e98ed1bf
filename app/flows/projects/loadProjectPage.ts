import type { Needs } from '../context.ts'
import { type LoadedProject, loadProject } from './loadProject.ts'

export type ProjectPage = LoadedProject & {
  /** The last change of the right to manage gates, in unix seconds; `name` is null if Shopify did not tell it. */
  readonly gateRightChange: { readonly at: number; readonly name: string | null } | null
}

/**
 * Load a project of a shop for its page.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND
 */
export async function loadProjectPage(
  ctx: Needs<'now' | 'shops' | 'projects' | 'apiKeys' | 'audit' | 'staff'>,
  { myshopifyDomain, projectId }: { myshopifyDomain: string; projectId: string },
): Promise<ProjectPage> {
  const loaded = await loadProject(ctx, { asker: { myshopifyDomain }, projectId })
  const { shopId, id } = loaded.project
  const change = shopId === null ? null : await ctx.audit.findGateRightChange({ shopId, projectId: id })
  if (shopId === null || change === null) return { ...loaded, gateRightChange: null }
  const [, userId] = /^staff:(.+)$/.exec(change.actor) ?? []
  const names = userId === undefined ? null : await ctx.staff.listNames({ shopId, userIds: [userId] })
  return { ...loaded, gateRightChange: { at: change.at, name: names?.get(userId ?? '') ?? null } }
}
