import type { GateState } from '../../core/gate/types.ts'
import { NoBody } from '../wire.ts'
import { formatGateAnswer } from './formatGates.ts'
import { type GateCaller, type GateDoor, gateRoute } from './gateRoute.ts'
import { parseGateNumber } from './parseGateRequest.ts'
import { readKnownTags } from './readHeaders.ts'

type StateRequest = {
  readonly number: number
  readonly state: GateState
  readonly knownTags: ReturnType<typeof readKnownTags>
}
export type GateStateRouteParameters<Context extends { now: () => number }> = {
  readonly door: GateDoor<Context>
  readonly state: GateState
  /** Set a gate's state and publish it. */
  readonly setState: (
    ctx: Context,
    request: Omit<GateCaller<Context>, 'ctx'> & StateRequest,
  ) => Promise<Omit<Parameters<typeof formatGateAnswer>[0], 'now'>>
}

/** Make the endpoint that pauses or resumes a gate: without a body, and with the gate in the answer. */
export function gateStateRoute<Context extends { now: () => number }>(
  parameters: GateStateRouteParameters<Context>,
) {
  const { door, state, setState } = parameters
  return gateRoute({
    door,
    method: 'POST',
    hasBody: false,
    schema: NoBody,
    run: async ({ ctx, ...caller }, _body, { params, headers }) => {
      const number = parseGateNumber(params.number)
      const changed = await setState(ctx, { ...caller, number, state, knownTags: readKnownTags(headers) })
      return { ...changed, now: ctx.now() }
    },
    format: formatGateAnswer,
  })
}
