import { refuseAddress } from '../refuseRequest.ts'

export const action = refuseAddress
export const loader = refuseAddress
