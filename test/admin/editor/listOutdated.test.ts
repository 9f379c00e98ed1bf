import { describe, expect, test } from 'vitest'
import type { Draft, DraftCondition } from '../../../app/admin/editor/draft.ts'
import { listOutdated } from '../../../app/admin/editor/listOutdated.ts'
import { NO_SUBJECTS, startDraft } from '../../../app/admin/editor/startDraft.ts'
import { listDraftConditions } from '../../../app/admin/editor/tree.ts'
import type { ContractAnswer } from '../../../app/admin/views.ts'
import type { FieldIssues } from '../../../app/core/gate/issues.ts'
import { growTree } from './growTree.ts'

const known: ContractAnswer = { kind: 'known', description: { kind: 'erc721', name: 'Owls', symbol: 'OWL' } }
const sent: Draft = {
  ...startDraft({ gate: null, subjects: NO_SUBJECTS, chains: [] }),
  root: growTree(['a', { g: ['b', 'c'] }]),
}

function list({ issues, answers = {} }: { issues: FieldIssues; answers?: Record<string, ContractAnswer> }) {
  const conditions = listDraftConditions(sent.root)
  const find = ({ key }: DraftCondition) => answers[key] ?? known
  return listOutdated({ issues, sent, conditions, find }).map(({ key }) => key)
}

describe('listOutdated', () => {
  test('default: the condition of another kind, though the page knows its contract', () => {
    expect(list({ issues: { 'root.of.1.of.0.kind': 'other-kind' } })).toEqual(['b'])
  })

  test('behavior: also every contract that was unreachable here', () => {
    const answers = { c: { kind: 'unreachable' } } as const
    expect(list({ issues: { 'root.of.0.kind': 'other-kind' }, answers })).toEqual(['a', 'c'])
  })

  test('behavior: nothing without another kind', () => {
    const answers = { c: { kind: 'unreachable' } } as const
    expect(list({ issues: { 'root.of.0.contract': 'no-code' }, answers })).toEqual([])
  })
})
