import type { z } from 'zod'
import type { RenewBody } from './wire.ts'

/** What a renewal's body asks for: through the shop's proxy, and at the API's own address. */
export function toRenewal({ cart, vaults, content, tokens, ...asked }: z.output<typeof RenewBody>) {
  return {
    ...asked,
    vaults: vaults ?? [],
    cartToken: cart ?? null,
    content: content ?? null,
    tokens: tokens ? { gate: tokens.gate, use: tokens.use ?? null } : null,
  }
}
