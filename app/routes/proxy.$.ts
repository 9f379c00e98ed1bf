import { answerUnknownAddress } from '../answerRefusal.ts'

export const action = answerUnknownAddress
export const loader = answerUnknownAddress
