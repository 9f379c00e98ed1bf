import { z } from 'zod'
import { loadChain } from '../../core/chain/loadChain.ts'
import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import { hasUnsafeCharacter } from '../../core/text/hasUnsafeCharacter.ts'
import { MAX_NAMES, MAX_TRAIT_TEXT, MAX_TRAIT_TOKENS, METADATA_PAGE } from '../../core/trait/limits.ts'
import { parseTraits } from '../../core/trait/traitsJson.ts'
import { parseForm } from '../parseForm.ts'

const MOST_PARTS = 100
const tokenId = z.string().regex(/^(?:0|[1-9][0-9]{0,77})$/)

const StepBody = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('start'),
    chain: z.string().max(40),
    contract: z.string().max(200),
    source: z.string().max(200),
    checksum: z.string().regex(/^[0-9a-f]{64}$/),
    tokens: z.int().positive().max(MAX_TRAIT_TOKENS),
  }),
  z.strictObject({
    step: z.literal('part'),
    id: z.uuid(),
    place: z.int().nonnegative().max(MOST_PARTS),
    traits: z.unknown(),
  }),
  z.strictObject({
    step: z.literal('read'),
    address: z.string().min(1).max(500),
    ids: z.array(tokenId).min(1).max(METADATA_PAGE),
  }),
  z.strictObject({
    step: z.literal('names'),
    id: z.uuid(),
    names: z
      .array(
        z.strictObject({
          id: tokenId,
          name: z
            .string()
            .min(1)
            .max(MAX_TRAIT_TEXT)
            .refine((text) => !hasUnsafeCharacter(text), 'must not contain control characters'),
        }),
      )
      .min(1)
      .max(MAX_NAMES),
  }),
  z.strictObject({ step: z.literal('finish'), id: z.uuid(), parts: z.int().positive().max(MOST_PARTS) }),
])

/**
 * Parse a step of an import.
 * @throws {InputError} ERR_BODY_INVALID, ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID
 */
export function parseTraitStep(value: unknown) {
  const step = parseForm(StepBody, value)
  if (step.step === 'part') return { ...step, traits: parseTraits(step.traits) }
  if (step.step === 'read') return { ...step, ids: step.ids.map(BigInt) }
  if (step.step === 'finish' || step.step === 'names') return step
  return { ...step, chain: loadChain(step.chain).slug, contract: parseEvmAddress(step.contract) }
}
