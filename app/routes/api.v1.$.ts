import { answerUnknownApiAddress } from '../picket/answerUnknownApiAddress.ts'

export const action = answerUnknownApiAddress
export const loader = answerUnknownApiAddress
