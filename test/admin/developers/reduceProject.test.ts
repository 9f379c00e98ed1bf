import { describe, expect, test } from 'vitest'
import { splitEntries, startProjectDraft, toProjectForm } from '../../../app/admin/developers/projectDraft.ts'
import { reduceProject } from '../../../app/admin/developers/useProjectEditor.ts'
import type { ProjectForm } from '../../../app/core/project/form.ts'

const form: ProjectForm = {
  name: 'Harbor',
  allowedDomains: ['harbor.example', 'localhost:*'],
  redirectUris: ['https://harbor.example/callback'],
  format: 'siwe',
  statement: '',
  requirement: {
    chain: 'polygon',
    contractAddress: '0x12',
    minTokenBalance: '2',
    tokenIds: ['1', '7'],
    allowedWallets: ['0x34'],
  },
  isStorefront: true,
}
const draft = startProjectDraft({ form, firstChain: 'ethereum' })
const refused = reduceProject(
  { draft, errors: {}, refused: [] },
  {
    kind: 'refuse',
    fields: {
      name: 'No.',
      'requirement.chain': 'No.',
      'requirement.contractAddress': 'No.',
      'requirement.allowedWallets': 'No.',
    },
  },
)

describe('projectDraft', () => {
  test('default: a form is read back as it was', () => {
    expect(toProjectForm({ draft, hasItems: true })).toEqual(form)
    const open = { ...form, requirement: null }
    expect(
      toProjectForm({ draft: startProjectDraft({ form: open, firstChain: 'base' }), hasItems: true }),
    ).toEqual(open)
  })

  test('behavior: token ids are sent only if the contract has some', () => {
    expect(toProjectForm({ draft, hasItems: false }).requirement?.tokenIds).toEqual([])
  })

  test('behavior: a redirect address may contain a comma', () => {
    const redirectUris = 'https://a.example/x,y\nhttps://b.example/'
    expect(toProjectForm({ draft: { ...draft, redirectUris }, hasItems: true }).redirectUris).toEqual([
      'https://a.example/x,y',
      'https://b.example/',
    ])
  })

  test('behavior: a list is split at lines, blanks and commas', () => {
    expect(splitEntries(' a.example,\nb.example\r\n\tc.example ,, ')).toEqual([
      'a.example',
      'b.example',
      'c.example',
    ])
  })
})

describe('reduceProject', () => {
  test('default: every refusal is shown at its field', () => {
    expect(refused.errors).toEqual({
      name: 'No.',
      chain: 'No.',
      contractAddress: 'No.',
      allowedWallets: 'No.',
    })
    expect(refused.refused).toEqual(Object.keys(refused.errors))
  })

  test('behavior: an error stays until its field, or one that it depends on, is edited', () => {
    const named = reduceProject(refused, { kind: 'edit', change: { name: 'Harbour' } })
    expect(named.draft.name).toBe('Harbour')
    expect(Object.keys(named.errors)).toEqual(['chain', 'contractAddress', 'allowedWallets'])
    const moved = reduceProject(refused, { kind: 'edit', change: { chain: 'base' } })
    expect(Object.keys(moved.errors)).toEqual(['name', 'allowedWallets'])
    const opened = reduceProject(refused, { kind: 'edit', change: { isRestricted: false } })
    expect(Object.keys(opened.errors)).toEqual(['name'])
  })

  test('behavior: discarding removes errors and edits', () => {
    const edited = reduceProject(refused, { kind: 'edit', change: { statement: 'Hello.' } })
    expect(reduceProject(edited, { kind: 'reset', draft })).toEqual({ draft, errors: {}, refused: [] })
  })
})
