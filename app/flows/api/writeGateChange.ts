import type { GateActor } from '../../core/gate/change.ts'
import type { Needs } from '../context.ts'

/** Log a change of a gate over the API, with the id of the key, for the operator. */
export function writeGateChange(
  ctx: Needs<'log'>,
  {
    actor,
    myshopifyDomain,
    number,
    change,
  }: {
    readonly actor: GateActor
    readonly myshopifyDomain: string
    readonly number: number
    readonly change: 'created' | 'changed' | 'paused' | 'resumed' | 'deleted'
  },
): void {
  ctx.log.info(`Gate ${number} was ${change} over the API.`, { shop: myshopifyDomain, actor })
}
