import { textsRoute } from '../picket/words/textsRoute.ts'

export const action = textsRoute
export const loader = textsRoute
