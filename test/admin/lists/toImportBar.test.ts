import { describe, expect, test } from 'vitest'
import { toImportBar } from '../../../app/admin/lists/toImportBar.ts'
import type { ImportStage } from '../../../app/admin/lists/useListImport.ts'

const progress = (entries: number) => ({
  import: { id: 'i', mode: 'add' as const, isTable: false, lines: 2, entries, duplicates: 0, bad: 1 },
  share: 1,
  bad: [],
})
const bar = (stage: ImportStage, hasSource = false, size = 0) => toImportBar({ stage, hasSource, size })
const idle = { kind: 'idle' } as const

describe('toImportBar', () => {
  test('default: a pasted or chosen import is unsaved, and Save fills an empty list or adds to others', () => {
    expect(bar(idle)).toMatchObject({ isDirty: false, canSave: false })
    expect(bar(idle, true)).toEqual({ isDirty: true, isSaving: false, canSave: true, mode: 'replace' })
    expect(bar(idle, true, 5).mode).toBe('add')
  })

  test('behavior: a running import is unsaved', () => {
    expect(bar({ kind: 'reading', progress: null })).toMatchObject({ isDirty: true, isSaving: true })
    const finishing = { kind: 'review', progress: progress(3), isFinishing: true } as const
    expect(bar(finishing)).toMatchObject({ isDirty: true, isSaving: true })
  })

  test('behavior: an import that waits for an answer is unsaved, and one without addresses cannot be saved', () => {
    const review = (entries: number) =>
      bar({ kind: 'review', progress: progress(entries), isFinishing: false }, true)
    expect(review(3)).toMatchObject({ isDirty: true, isSaving: false, canSave: true })
    expect(review(0)).toMatchObject({ isDirty: true, canSave: false })
  })

  test('behavior: a failed import keeps its text, and one that is done leaves nothing to lose', () => {
    expect(bar({ kind: 'failed', message: 'No.' }, true)).toMatchObject({ isDirty: true, canSave: true })
    const finished = { size: 3, known: 0 }
    expect(bar({ kind: 'done', progress: progress(3), finished }).isDirty).toBe(false)
  })
})
