import { HOLD_SCOPES } from '../../core/settlement/holding.ts'
import { useScopePermission } from '../useScopePermission.ts'

export type HoldingModel = ReturnType<typeof useHolding>

/** Ask the merchant for the hold scopes. */
export const useHolding = () =>
  useScopePermission({
    scopes: HOLD_SCOPES,
    action: '/app/holding',
    allowed: 'Holding allowed. Palisade holds waiting orders within a minute',
    declined:
      'You declined. Palisade still tags orders, but does not hold them. You can allow holding at any time.',
    notAllowed: 'Not allowed: orders are tagged, not held',
  })
