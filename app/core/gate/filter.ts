import type { ReactionKind } from './reactionKinds.ts'
import type { GateStanding } from './types.ts'

/** Which gates a list shows. */
export type GateFilter = {
  /** Words that its name, or the names, symbols or addresses of its tokens have, in any case. */
  readonly words?: readonly string[]
  /** `pending`: those that Shopify does not have as they are. The standings leave these out. */
  readonly state?: GateStanding | 'test' | 'pending'
  /** Only gates that give this. */
  readonly reaction?: ReactionKind
  /** Only gates whose discount is the one of this profile. */
  readonly profile?: number
}

/** `newest`: created last first. `changed`: changed last first. */
export type GateSort = 'newest' | 'name' | 'changed'
