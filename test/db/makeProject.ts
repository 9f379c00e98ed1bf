import { randomUUID } from 'node:crypto'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Project, ProjectDraft, ProjectId } from '../../app/core/project/types.ts'
import type { Stores } from '../../app/db/createStores.ts'
import { sampleProjectDraft, sampleShop } from './samples.ts'

/** Install a shop and create one more project for it. */
export async function makeProject(
  stores: Stores,
  changes: Partial<ProjectDraft> = {},
): Promise<{ shop: ReturnType<typeof sampleShop>; shopId: ShopId; project: Project }> {
  const shop = sampleShop()
  await stores.shops.save(shop)
  const project = await stores.projects.create({
    id: randomUUID() as ProjectId,
    shopId: shop.id,
    draft: sampleProjectDraft(changes),
    at: 1_790_000_100,
  })
  return { shop, shopId: shop.id, project }
}
