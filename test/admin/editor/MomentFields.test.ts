import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { loadMomentOptions } from '../../../app/admin/editor/dialogs.ts'
import type { Draft } from '../../../app/admin/editor/draft.ts'
import { MomentFields } from '../../../app/admin/editor/MomentFields.tsx'
import { NO_SUBJECTS, startDraft } from '../../../app/admin/editor/startDraft.ts'
import type { GateEditorModel } from '../../../app/admin/editor/useGateEditor.ts'
import { loadPart } from '../../../app/admin/page/LazyPart.tsx'
import type { ChainView } from '../../../app/admin/views.ts'
import type { FieldIssues } from '../../../app/core/gate/issues.ts'
import { renderPolaris } from '../renderPolaris.ts'

const chains: ChainView[] = [{ slug: 'ethereum', name: 'Ethereum', family: 'evm' }]
const draft = startDraft({ gate: null, subjects: NO_SUBJECTS, chains })

function render(over: Partial<Draft>, issues: FieldIssues = {}): string {
  const editor = { draft: { ...draft, ...over }, issues, dispatch: () => {} } as unknown as GateEditorModel
  return renderPolaris(createElement(MomentFields, { editor }))
}

await loadPart(loadMomentOptions)

describe('MomentFields', () => {
  test('default: a holding time is in days or hours, and its blocks are shown', () => {
    const html = render({ moment: 'held', heldFor: { amount: '7', unit: 'days' } })
    expect(html).toContain('About 50,400 blocks on Ethereum.')
    expect(html).toContain('>Hours</option>')
    expect(html).not.toContain('>Blocks</option>')
  })

  test('behavior: a gate that was saved with blocks keeps them, and their time is shown', () => {
    const html = render({ moment: 'held', heldFor: { amount: '7200', unit: 'blocks' } })
    expect(html).toContain('>Blocks</option>')
    expect(html).toContain('About 24 hours on Ethereum.')
  })

  test('behavior: a field with an issue is never hidden', () => {
    expect(render({})).toContain('aria-expanded="false"')
    expect(render({}, { 'snapshots.ethereum.snapshot': 'required' })).toContain('aria-expanded="true"')
  })

  test('behavior: a chosen moment that is left empty is told at its field', () => {
    const held = render({ moment: 'held' }, { heldFor: 'required' })
    expect(held).toContain('Enter how long ago, or choose “Now”.')
    const block = render({ moment: 'snapshots' }, { 'snapshots.ethereum.snapshot': 'required' })
    expect(block).toContain('Enter a block number.')
    const none = render({ moment: 'snapshots' }, { moment: 'required' })
    expect(none).toContain('Enter a block of at least one chain like Ethereum')
  })
})
