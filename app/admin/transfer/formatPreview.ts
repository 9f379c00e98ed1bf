import type { GateForm } from '../../core/gate/form.ts'
import type { FieldIssues } from '../../core/gate/issues.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateDraft } from '../../core/gate/types.ts'
import { compareDrafts } from '../history/compareDrafts.ts'
import { formatFieldIssue } from '../messages.ts'
import type { PreviewView } from './views.ts'

/** Format what an import would do with a gate of a file. */
export function formatPreview({
  shop,
  form,
  gate,
  result,
}: {
  readonly shop: Shop
  readonly form: GateForm
  readonly gate: Gate | null
  readonly result:
    | { readonly kind: 'ready'; readonly draft: GateDraft }
    | { readonly kind: 'refused'; readonly fields: FieldIssues }
}): PreviewView {
  const formats = { timeZone: shop.ianaTimezone, currencyCode: shop.currencyCode }
  const issues = result.kind === 'refused' ? Object.entries(result.fields) : []
  return {
    name: form.name.trim() || 'Gate without a name',
    gate: gate && { number: gate.number, openedAt: gate.updatedAt },
    fields: result.kind === 'ready' ? compareDrafts({ before: gate, after: result.draft, ...formats }) : [],
    issues: [...new Set(issues.map(([path, issue]) => formatFieldIssue({ path, issue })))],
    form,
  }
}
