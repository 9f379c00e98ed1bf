import { setGateStateOverApi } from '../flows/api/setGateStateOverApi.ts'
import { formatGateAnswer } from '../picket/gates/formatGates.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { parseGateNumber } from '../picket/gates/parseGateRequest.ts'
import { readKnownTags } from '../picket/gates/readHeaders.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = gateRoute({
  door: gateDoor,
  method: 'POST',
  hasBody: false,
  schema: NoBody,
  run: async ({ ctx, ...caller }, _body, { params, headers }) => {
    const number = parseGateNumber(params.number)
    const asked = { ...caller, number, knownTags: readKnownTags(headers) }
    return { ...(await setGateStateOverApi(ctx, { ...asked, state: 'paused' })), now: ctx.now() }
  },
  format: formatGateAnswer,
})

export const action = route
export const loader = route
