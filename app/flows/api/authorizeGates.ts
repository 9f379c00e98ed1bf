import { AccessError } from '../../core/errors/base.ts'
import type { GateActor } from '../../core/gate/change.ts'
import type { ApiCaller } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { type LimitPorts, limitGateChanges } from './limitApiRequest.ts'

/** Who reads or changes a shop's gates over the API. */
export type GateCaller = { readonly myshopifyDomain: string; readonly actor: GateActor }

/**
 * Check that a secret key may read and change its shop's gates, as the project is now, and count a change.
 *
 * @throws {AccessError} ERR_GATES_NOT_ALLOWED, ERR_RATE_LIMITED
 */
export async function authorizeGates(
  ctx: LimitPorts & Needs<'projects'>,
  { project, key, isChange }: ApiCaller & { readonly isChange: boolean },
): Promise<GateCaller> {
  const right = key.kind === 'secret' ? await ctx.projects.findGateRight({ projectId: project.id }) : null
  if (right === null) throw gatesNotAllowed(project)
  if (isChange) await limitGateChanges(ctx, { keyId: key.id })
  return { ...right, actor: `api:${key.id}` }
}

function gatesNotAllowed({ shopId }: ApiCaller['project']): AccessError {
  const hint =
    shopId === null
      ? 'This project belongs to no shop. Create a project on the page Developers of the shop’s app.'
      : 'In the app, open Developers and this project, then turn on “Let secret keys manage gates”.'
  return new AccessError('ERR_GATES_NOT_ALLOWED', 'This project’s secret keys may not manage gates.', {
    hint,
  })
}
