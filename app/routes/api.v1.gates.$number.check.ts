import { picketDoor, publicContext } from '../context.server.ts'
import { explainGate } from '../flows/api/explainGate.ts'
import { formatGateCheck } from '../picket/formatGateCheck.ts'
import { chooseMaxAge, picketRoute } from '../picket/picketRoute.ts'
import { GateCheckBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  schema: GateCheckBody,
  run: (caller, body, { number = '' }) =>
    explainGate(publicContext, {
      ...caller,
      ...body,
      number,
      maxAgeSeconds: chooseMaxAge(caller, publicContext),
    }),
  format: formatGateCheck,
})

export const action = route
export const loader = route
