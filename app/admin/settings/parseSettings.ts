import { z } from 'zod'
import type { ShopSettings } from '../../core/gate/shop.ts'
import { parseForm } from '../parseForm.ts'

const SettingsBody = z.strictObject({
  onViolation: z.enum(['hold', 'cancel', 'tag']),
  showsWallet: z.boolean(),
  usesCartMetafield: z.boolean(),
  holdsSuspects: z.boolean(),
  tagsCustomers: z.boolean(),
  writesReceipts: z.boolean(),
}) satisfies z.ZodType<ShopSettings>

/** Parse the settings of a shop. @throws {InputError} ERR_BODY_INVALID */
export const parseSettings = (value: unknown): ShopSettings => parseForm(SettingsBody, value)
