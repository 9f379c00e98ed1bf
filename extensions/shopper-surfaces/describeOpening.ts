import type { Given, Opening, SurfaceWords } from './types.ts'

/** Describe what opened a gate for an order, in one sentence for each thing that it gave. */
export function describeOpening(
  { by, gate, gives, items }: Opening,
  { i18n, currency }: { readonly i18n: SurfaceWords; readonly currency: string },
): string[] {
  const named = by.kind === 'token' ? (by.name ?? i18n.translate('by.wallet')) : describeBy(by, i18n)
  const all = items.join(', ')
  if (gives.length === 0) return [i18n.translate('opened.plain', { by: named, gate: gate ?? '' })]
  return gives.map((given) => {
    const amount = formatAmount(given, { i18n, currency })
    switch (given.kind) {
      case 'exclusive':
        return all === ''
          ? i18n.translate('opened.access', { by: named })
          : i18n.translate('opened.accessTo', { by: named, items: all })
      case 'freeShipping':
        return i18n.translate('opened.shipping', { by: named })
      case 'orderPercentage':
      case 'orderAmount':
        return i18n.translate('opened.offOrder', { by: named, amount })
      default:
        return all === ''
          ? i18n.translate('opened.off', { by: named, amount })
          : i18n.translate('opened.offItems', { by: named, amount, items: all })
    }
  })
}

function describeBy({ kind, name }: Opening['by'], i18n: SurfaceWords): string {
  if (kind === 'pass') return i18n.translate('by.pass')
  return name === null ? i18n.translate('by.wallet') : i18n.translate('by.walletNamed', { name })
}

function formatAmount(
  { percent, amount }: Given,
  { i18n, currency }: { readonly i18n: SurfaceWords; readonly currency: string },
): string {
  if (percent !== undefined)
    return i18n.formatNumber(percent / 100, { style: 'percent', maximumFractionDigits: 2 })
  return amount === undefined ? '' : i18n.formatCurrency(amount, { currency })
}
