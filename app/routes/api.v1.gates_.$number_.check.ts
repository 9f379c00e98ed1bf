import { picketDoor, publicContext } from '../context.server.ts'
import { describeGate } from '../flows/api/describeGate.ts'
import { formatGateCheck } from '../picket/formatGateCheck.ts'
import { chooseMaxAge, picketRoute } from '../picket/picketRoute.ts'
import { GateCheckBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  schema: GateCheckBody,
  run: (caller, body, { number = '' }) =>
    describeGate(publicContext, {
      ...caller,
      ...body,
      number,
      maxAgeSeconds: chooseMaxAge(caller, publicContext),
    }),
  format: formatGateCheck,
})

export const action = route
export const loader = route
