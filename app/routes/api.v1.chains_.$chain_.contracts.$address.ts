import { picketDoor, publicContext } from '../context.server.ts'
import { describeChainContract } from '../flows/api/describeChainContract.ts'
import { formatContract } from '../picket/formatAnswers.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { NoBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'GET',
  access: 'secret',
  schema: NoBody,
  run: (user, _body, { chain = '', address = '' }) =>
    describeChainContract(publicContext, { user, chain, address }),
  format: formatContract,
})

export const action = route
export const loader = route
