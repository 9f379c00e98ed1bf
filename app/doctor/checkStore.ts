import { PalisadeError } from '../core/errors/base.ts'
import { formatError } from '../core/errors/formatError.ts'
import { type Access, checkAccess } from '../flows/shops/checkAccess.ts'
import type { Finding } from './types.ts'

const SAYS = {
  works: { outcome: 'ok', found: 'BigCommerce takes this server’s token.', next: null },
  ended: {
    outcome: 'fail',
    found: 'BigCommerce refuses this server’s token, so nothing works in this store.',
    next: 'If it does so for a day, the store counts as uninstalled. If it did not uninstall Palisade, let its staff uninstall it in the control panel, and install it again: everything is kept for two days.',
  },
  unreadable: {
    outcome: 'fail',
    found: 'PALISADE_SECRET cannot decrypt this server’s token, so nothing works in this store.',
    next: 'Start the server with the earlier PALISADE_SECRET. If it is lost, let the store’s staff uninstall Palisade and install it again: everything is kept.',
  },
} as const satisfies Record<Access, Omit<Finding, 'check'>>

/** Check whether this server still has access to a store of BigCommerce. */
export async function checkStore({
  ctx,
  myshopifyDomain,
}: {
  readonly ctx: Parameters<typeof checkAccess>[0]
  readonly myshopifyDomain: string
}): Promise<Finding> {
  const check = `shop ${myshopifyDomain} token`
  try {
    return { check, ...SAYS[await checkAccess(ctx, { myshopifyDomain })] }
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return { check, outcome: 'unknown', found: formatError(error), next: 'Run this again.' }
  }
}
