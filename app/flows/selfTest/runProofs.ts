import { formatGateMarks, toMark } from '../../core/gate/formatGateMarks.ts'
import { formatLocalTime } from '../../core/gate/localTime.ts'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import { toProofEntry } from '../../core/gate/toProofEntry.ts'
import type { Gate } from '../../core/gate/types.ts'
import { chooseUntil } from '../../core/proof/chooseUntil.ts'
import { formatProof, formatUnsignedProof } from '../../core/proof/format.ts'
import { findSigningKey } from '../../core/proofKey/findSigningKey.ts'
import {
  composeFunctionInput,
  FUNCTION_TARGETS,
  type FunctionTarget,
} from '../../core/selfTest/composeFunctionInput.ts'
import { readFunctionOutput } from '../../core/selfTest/readFunctionOutput.ts'
import type { Needs } from '../context.ts'
import type { ConfiguredOwner } from './readOwners.ts'

export type TryProofsNeeds = Needs<
  'now' | 'createRandomHex' | 'gates' | 'proofKeys' | 'signProof' | 'functions'
>
export type RunProofsResult = { readonly tried: number; readonly faults: readonly string[] }

const LIFE = 3600
/** Customer id for gates with the `account` guard; belongs to nobody. */
const CUSTOMER = '1'

/**
 * For each owner and each target of its Function, sign a real proof of an active gate. Run the built Function on it
 * with the live config. The Function must accept the proof, and must give nothing to a cart without it. The proof names
 * no grant and is thrown away.
 */
export async function runProofs(
  ctx: TryProofsNeeds,
  { shop, owners }: { shop: Shop; owners: readonly ConfiguredOwner[] },
): Promise<RunProofsResult> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const running = gates.filter((gate) => standingOf({ gate, now: ctx.now() }) === 'active')
  const faults: string[] = []
  let tried = 0
  for (const owner of owners) {
    for (const target of targetsOf(owner)) {
      const gate = running.find((one) => isHeldBy({ gate: one, owner, target }))
      if (!gate || owner.live === null) continue
      tried += 1
      faults.push(...(await runProof(ctx, { shop, gate, owner, target })))
    }
  }
  return { tried, faults }
}

function targetsOf({ profile }: ConfiguredOwner): FunctionTarget[] {
  return profile === null ? ['validation'] : ['lines', 'delivery']
}

function isHeldBy({
  gate,
  owner,
  target,
}: {
  gate: Gate
  owner: ConfiguredOwner
  target: FunctionTarget
}): boolean {
  if (target === 'validation') return gate.reaction.exclusive
  if (gate.profile !== owner.profile) return false
  return target === 'lines'
    ? isDiscounting(gate.reaction, 'items', 'order')
    : isDiscounting(gate.reaction, 'shipping')
}

async function runProof(
  ctx: TryProofsNeeds,
  parameters: { shop: Shop; gate: Gate; owner: ConfiguredOwner; target: FunctionTarget },
): Promise<string[]> {
  const { shop, gate, owner, target } = parameters
  const proof = await signOne(ctx, { shop, gate })
  const ask = async (text: string | null): Promise<boolean> => {
    const input = composeFunctionInput({
      target,
      proofConfig: owner.live ?? '',
      proof: text,
      customerId: gate.guard === 'account' ? CUSTOMER : null,
      productMarks: gate.subject.kind === 'variants' ? null : markOf(gate),
      variantMarks: gate.subject.kind === 'variants' ? markOf(gate) : null,
      currencyCode: shop.currencyCode,
      localTime: formatLocalTime({ at: ctx.now(), ianaTimezone: shop.ianaTimezone }),
    })
    const output = await ctx.functions.run({ ...FUNCTION_TARGETS[target], input })
    return readFunctionOutput({ target, output })
  }
  try {
    const name = `gate ${gate.number} (${gate.name})`
    const faults: string[] = []
    if (!(await ask(proof))) faults.push(`${owner.label} rejects a fresh proof for ${name}.`)
    if (await ask(null)) faults.push(`${owner.label} accepts a cart without a proof for ${name}.`)
    return faults
  } catch (error) {
    return [`The Function ${FUNCTION_TARGETS[target].handle} failed: ${String((error as Error).message)}`]
  }
}

function markOf(gate: Gate): string | null {
  return gate.subject.kind === 'all' ? null : formatGateMarks({ gates: [toMark(gate)], owner: 'product' })
}

async function signOne(ctx: TryProofsNeeds, { shop, gate }: { shop: Shop; gate: Gate }): Promise<string> {
  const now = ctx.now()
  const keys = await ctx.proofKeys.list({ shopId: shop.id })
  const key = findSigningKey({ keys, now })
  if (!key) throw new Error('The shop has no proof key that signs.')
  const { until } = chooseUntil({ now, ianaTimezone: shop.ianaTimezone, proofLife: LIFE })
  const unsigned = formatUnsignedProof({
    // A cart-guarded gate would use carrier `m`; the carrier does not change the verdict here.
    carrier: 'c',
    epoch: key.epoch,
    until,
    buyer: gate.guard === 'account' ? CUSTOMER : '0',
    grant: ctx.createRandomHex(8),
    entries: [toProofEntry(gate)],
  })
  return formatProof({ unsigned, mac: ctx.signProof({ unsigned, key: key.key }) })
}
