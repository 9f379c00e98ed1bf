import { nextId, type StandinAgreement, type StandinOrder } from '../../state.ts'

export type AddAgreementParameters = {
  order: StandinOrder
  reason: StandinAgreement['reason']
  happenedAt: string
  sold?: readonly { lineId: number; quantity: number }[]
  returned?: readonly { lineId: number; quantity: number }[]
}

/** Adds an agreement with the units sold or returned; none if there are no units. */
export function addAgreement(parameters: AddAgreementParameters): void {
  const { order, reason, happenedAt, sold = [], returned = [] } = parameters
  const sales = (actionType: 'ORDER' | 'RETURN', lines: typeof sold) =>
    lines.map(({ lineId, quantity }) => ({
      id: nextId(),
      lineItemId: lineId,
      actionType,
      quantity: actionType === 'RETURN' ? -quantity : quantity,
    }))
  const all = [...sales('ORDER', sold), ...sales('RETURN', returned)]
  if (all.length > 0) order.agreements.push({ id: nextId(), reason, happenedAt, sales: all })
}
