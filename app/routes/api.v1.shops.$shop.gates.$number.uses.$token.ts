import { publicContext } from '../context.server.ts'
import { findTokenUses } from '../flows/orders/findTokenUses.ts'
import { usesRoute } from '../picket/uses/usesRoute.ts'

const route = usesRoute((asked) => findTokenUses(publicContext, asked))

export const action = route
export const loader = route
