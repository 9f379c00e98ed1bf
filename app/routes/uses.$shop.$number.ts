import { publicContext } from '../context.server.ts'
import { findTokenUses } from '../flows/orders/findTokenUses.ts'
import { usesPageRoute } from '../picket/uses/usesRoute.ts'

export const loader = usesPageRoute((asked) => findTokenUses(publicContext, asked))
