import { z } from 'zod'
import { SETUP_STEPS, type SetupStep } from '../../core/setup/types.ts'
import { parseForm } from '../parseForm.ts'

const BODY = z.strictObject({ doneSteps: z.array(z.enum(SETUP_STEPS)).max(SETUP_STEPS.length) })

/** Parse the request that closes the set-up guide: the steps that the merchant saw as done. */
export function parseGuideClose(body: unknown): { doneSteps: readonly SetupStep[] } {
  return parseForm(BODY, body)
}
