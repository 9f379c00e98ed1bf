import { conditionFacts } from '../../requirement/kinds/facts.ts'
import { type GateForm, listConditionForms } from '../form.ts'
import type { Remark } from './types.ts'

/** List how holders can walk around the limits of a form. */
export function listLimitRemarks({ limits, root }: Pick<GateForm, 'limits' | 'root'>): Remark[] {
  const has = (name: keyof GateForm['limits']) => limits[name].trim() !== ''
  const [hasWallet, hasTotal, hasToken] = [has('perWallet'), has('total'), has('perToken')]
  const held = listConditionForms(root)
    .map(({ condition }) => conditionFacts[condition.kind])
    .filter(({ asks }) => asks === 'holding')
  const canMove = held.some(({ tokenIdentity }) => tokenIdentity === null)
  const hasSingleTokens = held.some(({ tokenIdentity }) => tokenIdentity !== null)
  const wallet = 'limits.perWallet'
  const total = 'limits.total'
  return [
    ...(hasTotal && !hasWallet && !hasToken
      ? [{ kind: 'total-taken-by-one', path: total, hasSingleTokens } as const]
      : []),
    ...(hasTotal && canMove ? [{ kind: 'place-by-sending', path: total } as const] : []),
    ...(hasWallet && canMove ? [{ kind: 'wallet-by-sending-coins', path: wallet, hasTotal } as const] : []),
    ...(hasWallet && !canMove && !hasToken && hasSingleTokens
      ? [{ kind: 'wallet-by-sending-token', path: 'limits.perToken' } as const]
      : []),
  ]
}
