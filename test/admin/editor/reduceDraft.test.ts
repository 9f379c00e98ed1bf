import { describe, expect, test } from 'vitest'
import type { EditorState } from '../../../app/admin/editor/draft.ts'
import { type DraftAction, reduceDraft } from '../../../app/admin/editor/reduceDraft.ts'
import { startCondition, startDraft } from '../../../app/admin/editor/startDraft.ts'

const chains = [{ slug: 'ethereum', name: 'Ethereum' }]
const draft = startDraft({ gate: null, products: [], chains })
const start: EditorState = { draft, issues: {}, refused: [] }
const run = (...actions: DraftAction[]) => actions.reduce(reduceDraft, start)
const add = (key: string): DraftAction => ({
  kind: 'addCondition',
  condition: startCondition({ key, chains }),
})

describe('reduceDraft', () => {
  test('default: an edit changes its field and takes its issue', () => {
    const state = run(
      { kind: 'refuse', issues: { name: 'required', products: 'required' } },
      { kind: 'edit', change: { name: 'Owls' } },
    )
    expect(state.draft.name).toBe('Owls')
    expect(state.issues).toEqual({ products: 'required' })
    expect(state.refused).toEqual(['name', 'products'])
  })

  test('behavior: another chain takes the issues of contract and kind too, not of the amount', () => {
    const issues = {
      'conditions.0.contract': 'no-code',
      'conditions.0.kind': 'other-kind',
      'conditions.0.minimum': 'not-an-amount',
    } as const
    const state = run(
      { kind: 'refuse', issues },
      { kind: 'editCondition', key: '0', change: { chain: 'polygon' } },
    )
    expect(state.issues).toEqual({ 'conditions.0.minimum': 'not-an-amount' })
  })

  test('behavior: a removed condition takes its issues, those behind it move up', () => {
    const state = run(
      add('a'),
      add('b'),
      {
        kind: 'refuse',
        issues: {
          'conditions.0.contract': 'required',
          'conditions.1.contract': 'no-code',
          'conditions.2.minimum': 'not-an-amount',
          name: 'required',
        },
      },
      { kind: 'removeCondition', key: 'a' },
    )
    expect(state.draft.conditions.map((condition) => condition.key)).toEqual(['0', 'b'])
    expect(state.issues).toEqual({
      'conditions.0.contract': 'required',
      'conditions.1.minimum': 'not-an-amount',
      name: 'required',
    })
  })

  test('behavior: discard goes back to what was opened, without issues', () => {
    const state = run(
      { kind: 'edit', change: { name: 'x' } },
      { kind: 'refuse', issues: { name: 'required' } },
      { kind: 'reset', draft },
    )
    expect(state).toMatchObject({ draft, issues: {} })
  })

  test('behavior: the same refusal twice is new, so that the field is looked for again', () => {
    const once = run({ kind: 'refuse', issues: { name: 'required' } })
    const twice = reduceDraft(once, { kind: 'refuse', issues: { name: 'required' } })
    expect(twice.refused).not.toBe(once.refused)
  })
})
