import { parseEvmAddress } from '../core/chain/parseEvmAddress.ts'
import { draftGate } from '../core/gate/draftGate.ts'
import type { GateForm } from '../core/gate/form.ts'
import type { GateDraft, ShopId } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import { describeConditions } from './describeConditions.ts'

export type DraftNeeds = Needs<'describeContract' | 'canReadChain' | 'lists' | 'toChecksumAddress'>

/** Make a gate of a merchant's form with what chains and lists say of it. @throws {InputError} ERR_GATE_INVALID */
export async function draftFromForm(
  ctx: DraftNeeds,
  { shopId, form }: { shopId: ShopId; form: GateForm },
): Promise<GateDraft> {
  const [descriptions, lists] = await Promise.all([
    describeConditions(ctx, { form }),
    ctx.lists.list({ shopId }),
  ])
  return draftGate({
    form,
    descriptions,
    lists: new Map(lists.map(({ id, name }) => [id, name])),
    isReadable: ctx.canReadChain,
    isChecksummed: (address) => ctx.toChecksumAddress(parseEvmAddress(address)) === address,
  })
}
