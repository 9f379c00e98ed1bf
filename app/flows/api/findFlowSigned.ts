import type { ChainSlug, FlowAddress } from '../../core/chain/types.ts'
import { LoginError } from '../../core/errors/base.ts'
import { addWeights, FLOW_THRESHOLD, parseFlowSignatures } from '../../core/login/flowSignature.ts'
import type { Needs } from '../context.ts'

/**
 * Find the message that an account on Flow signed, with keys that weigh enough together; null if it signed none.
 * Costs one request to the chain, whatever the number of messages, and for each message as many verifications as there
 * are keys. Others are served between two messages.
 * @throws {LoginError} ERR_SIGNATURE_INVALID if the keys that signed weigh too little
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function findFlowSigned(
  ctx: Needs<'readFlowKeys' | 'listFlowSigners'>,
  {
    chain,
    address,
    signature,
    messages,
  }: { chain: ChainSlug; address: FlowAddress; signature: string; messages: readonly string[] },
): Promise<string | null> {
  const signatures = parseFlowSignatures({ text: signature, address })
  if (!signatures) return null
  const named = signatures.flatMap(({ keyIndex }) => keyIndex ?? [])
  const keys = await ctx.readFlowKeys({ chain, address, named })
  for (const message of messages) {
    const weight = addWeights(ctx.listFlowSigners({ message, signatures, keys }))
    if (weight >= FLOW_THRESHOLD) return message
    if (weight > 0) throw tooLight(weight)
    // An account with forty keys, and strangers who ask for texts in its name, would keep all others waiting.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return null
}

function tooLight(weight: number): LoginError {
  return new LoginError(
    'ERR_SIGNATURE_INVALID',
    `The keys that signed weigh ${weight} together, and an account on Flow signs with ${FLOW_THRESHOLD}.`,
    { hint: 'Send the JSON of all composite signatures as the signature.' },
  )
}
