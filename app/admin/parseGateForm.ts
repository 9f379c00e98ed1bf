import { z } from 'zod'
import { GateFormBody } from '../gateBody.ts'
import { parseForm } from './parseForm.ts'

const NewGateBody = z.strictObject({ form: GateFormBody, draftId: z.uuid() })
const GateEditBody = z.strictObject({ form: GateFormBody, openedAt: z.int().nonnegative() })
const RemarksBody = z.strictObject({ form: GateFormBody, number: z.int().positive().nullable() })
const ImportedGateBody = z.strictObject({
  form: GateFormBody,
  draftId: z.uuid(),
  gate: z.strictObject({ number: z.int().positive(), openedAt: z.int().nonnegative() }).nullable(),
})
const GateStateBody = z.strictObject({
  state: z.enum(['active', 'paused', 'public', 'live']),
  numbers: z.array(z.int().positive()).min(1).max(100),
})

/** Parse a new gate: its form, and the id of its draft. @throws {InputError} ERR_BODY_INVALID */
export const parseNewGate = (value: unknown) => parseForm(NewGateBody, value)

/**
 * Parse a change of a gate: the form, and the gate's `updatedAt` when the page opened it.
 * @throws {InputError} ERR_BODY_INVALID
 */
export const parseGateEdit = (value: unknown) => parseForm(GateEditBody, value)

/** Parse the form to look at, and the gate that it is of; null for a new one. @throws {InputError} ERR_BODY_INVALID */
export const parseRemarksQuestion = (value: unknown) => parseForm(RemarksBody, value)

/**
 * Parse a gate of an imported file: its form, the id of its draft, and the gate that it changes, if any.
 * @throws {InputError} ERR_BODY_INVALID
 */
export const parseImportedGate = (value: unknown) => parseForm(ImportedGateBody, value)

/** Parse which gates to pause, resume, open to everyone or take out of test. @throws {InputError} ERR_BODY_INVALID */
export const parseGateState = (value: unknown) => parseForm(GateStateBody, value)
