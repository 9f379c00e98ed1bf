import type { ProjectOwner } from '../../core/project/types.ts'

/** Say whose projects a statement may touch. What is no owner matches nothing: it throws. */
export function whereOwner(owner: ProjectOwner): { shopId?: bigint } {
  return owner === 'operator' ? {} : { shopId: BigInt(owner) }
}
