import type { ActorNames } from '../../core/actor/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** List the names of whoever made some changes. Costs a statement if staff made one, and another if a key did. */
export async function listActorNames(
  ctx: Needs<'staff' | 'apiKeys'>,
  { shopId, changes }: { shopId: ShopId; changes: readonly { readonly actor: string }[] },
): Promise<ActorNames> {
  const userIds = listIds(changes, 'staff:')
  const keyIds = listIds(changes, 'api:')
  return {
    staff: userIds.length === 0 ? new Map() : await ctx.staff.listNames({ shopId, userIds }),
    keys: keyIds.length === 0 ? new Map() : await ctx.apiKeys.listNames({ shopId, keyIds }),
  }
}

function listIds(changes: readonly { readonly actor: string }[], kind: 'staff:' | 'api:'): string[] {
  const ids = changes.flatMap(({ actor }) => (actor.startsWith(kind) ? [actor.slice(kind.length)] : []))
  return [...new Set(ids)]
}
