import type { ActorNames } from '../core/actor/types.ts'

/** Format who made a change, as the subject of a sentence: a name, or what is known instead of one. */
export function formatActor(actor: string, { staff, keys }: ActorNames): string {
  if (actor.startsWith('staff:')) return staff.get(actor.slice('staff:'.length)) ?? 'Your staff'
  if (!actor.startsWith('api:')) return 'Palisade'
  const names = keys.get(actor.slice('api:'.length))
  return names ? `The secret key “${names.key}” of “${names.project}”` : 'A secret key of a deleted project'
}
