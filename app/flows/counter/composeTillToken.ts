import type { Needs } from '../context.ts'

/**
 * Compose the secret in a till's link, from its id and this server's secret. So staff can copy the link again, and the
 * database holds nothing that opens a till.
 */
export function composeTillToken(ctx: Needs<'hashPersonal'>, { id }: { id: string }): string {
  return ctx.hashPersonal(`till ${id}`)
}
