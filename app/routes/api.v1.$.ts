import { refuseApiAddress } from '../picket/refuseApiAddress.ts'

export const action = refuseApiAddress
export const loader = refuseApiAddress
