import type { GateForm } from '../form.ts'
import { listConditionRemarks } from './listConditionRemarks.ts'
import { listFlowRemarks } from './listFlowRemarks.ts'
import { listLimitRemarks } from './listLimitRemarks.ts'
import { listNameRemarks } from './listNameRemarks.ts'
import { listOverlapRemarks } from './listOverlapRemarks.ts'
import { listProductRemarks } from './listProductRemarks.ts'
import type { GateFacts, Remark } from './types.ts'

/** List what a merchant should look at in a gate's form, saved or not, in the order of the form. */
export function listGateRemarks({ form, facts }: { form: GateForm; facts: GateFacts }): Remark[] {
  return [
    ...listProductRemarks({ form, facts }),
    ...listOverlapRemarks({ form, facts }),
    ...listConditionRemarks({ form, facts }),
    ...listFlowRemarks({ form, facts }),
    ...listNameRemarks({ form, facts }),
    ...listLimitRemarks(form),
  ]
}
