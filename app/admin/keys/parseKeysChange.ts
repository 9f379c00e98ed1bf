import { z } from 'zod'
import { parseForm } from '../parseForm.ts'
import type { KeysChange } from './views.ts'

const Body = z.strictObject({ kind: z.enum(['rotate', 'rotate-at-once']) })

/** Parse the change of keys that a merchant requests. @throws {InputError} ERR_BODY_INVALID */
export const parseKeysChange = (value: unknown): KeysChange => parseForm(Body, value).kind
