import { memberAction } from '../admin/callbacks/memberAction.ts'
import { publicContext } from '../context.server.ts'
import { openMember } from '../flows/shops/openMember.ts'

/** Exchange the code of the first page in the control panel for the session of its member. */
const answer = memberAction({ run: (asked) => openMember(publicContext, asked) })

export const action = answer
export const loader = answer
