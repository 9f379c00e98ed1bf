import { z } from 'zod'
import type { GateForm } from '../core/gate/form.ts'
import { parseBody } from './parseBody.ts'

/** Lengths only keep rubbish out: what a merchant may write is judged, field by field, by `draftGate`. */
const GateFormBody = z.strictObject({
  name: z.string().max(500),
  state: z.enum(['active', 'paused']),
  productIds: z.array(z.int().positive()).max(1000),
  join: z.enum(['all', 'any']),
  conditions: z
    .array(
      z.strictObject({
        kind: z.enum(['erc20', 'erc721', 'erc1155']),
        chain: z.string().max(40),
        contract: z.string().max(200),
        minimum: z.string().max(200),
        tokenIds: z.string().max(4000),
      }),
    )
    .max(100),
  reaction: z.strictObject({ kind: z.enum(['percentage', 'fixedAmount']), value: z.string().max(100) }),
}) satisfies z.ZodType<GateForm>
const GateEditBody = z.strictObject({ form: GateFormBody, openedAt: z.int().nonnegative() })
const GateStateBody = z.strictObject({
  state: z.enum(['active', 'paused']),
  numbers: z.array(z.int().positive()).min(1).max(100),
})

/** @throws {InputError} ERR_BODY_INVALID */
export const parseGateForm = (value: unknown): GateForm => parseBody(GateFormBody, value)

/** A change of a gate: the form, and the gate's `updatedAt` when it was opened. @throws {InputError} ERR_BODY_INVALID */
export const parseGateEdit = (value: unknown) => parseBody(GateEditBody, value)

/** Which gates to pause or resume. @throws {InputError} ERR_BODY_INVALID */
export const parseGateState = (value: unknown) => parseBody(GateStateBody, value)
