import { z } from 'zod'

/* Unknown fields are ignored: a shop may run an older or newer block than this server. */

/** Shopify's id of an order, decimal, and the confirmation number that its buyer's page has. */
export const OrderBody = z.object({
  order: z.string().regex(/^[1-9][0-9]{0,15}$/, 'must be the number of an order'),
  confirmation: z
    .string()
    .regex(/^[A-Za-z0-9]{6,32}$/, 'must be the confirmation number of an order')
    .nullish(),
})

export const CustomerBody = z.object({})
