import { describe, expect, test } from 'vitest'
import {
  parseKeyAddress,
  parseNewKey,
  parseNewProject,
  parseProjectEdit,
  parseProjectId,
} from '../../../app/admin/developers/parseProjectForm.ts'

const form = {
  name: 'Harbor',
  allowedDomains: ['harbor.example'],
  redirectUris: [],
  format: 'siwe',
  statement: '',
  requirement: null,
  isStorefront: false,
}
const draftId = '0f8fad5b-d9cb-469f-a165-70867728950e'
const code = (text: string) => expect.objectContaining({ code: text })

describe('parseProjectForm', () => {
  test('default', () => {
    expect(parseNewProject({ ...form, draftId })).toEqual({ form, draftId })
    expect(parseProjectEdit({ form, openedAt: 7 })).toEqual({ form, openedAt: 7 })
    const key = { kind: 'secret', name: 'Server', draftId }
    expect(parseNewKey(key)).toEqual(key)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', []],
    ['a name that is a number', { ...form, name: 7 }],
    ['an unknown field', { ...form, shopId: '7' }],
    ['a domain that is null', { ...form, allowedDomains: [null] }],
    ['domains as one text', { ...form, allowedDomains: 'harbor.example' }],
    ['a missing requirement', { ...form, requirement: undefined }],
    ['an endless list', { ...form, redirectUris: Array(201).fill('x') }],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, body) => {
    const given = typeof body === 'object' && body !== null ? { ...body, draftId } : body
    expect(() => parseNewProject(given)).toThrowError(code('ERR_BODY_INVALID'))
  })

  test('refuses: a project or a key without the id of its draft (ERR_BODY_INVALID)', () => {
    expect(() => parseNewProject(form)).toThrowError(code('ERR_BODY_INVALID'))
    expect(() => parseNewKey({ kind: 'secret', name: 'x' })).toThrowError(code('ERR_BODY_INVALID'))
  })

  test('refuses: an edit without its time of opening, and an unknown kind of key (ERR_BODY_INVALID)', () => {
    expect(() => parseProjectEdit({ form })).toThrowError(code('ERR_BODY_INVALID'))
    expect(() => parseNewKey({ kind: 'admin', name: 'x', draftId })).toThrowError(code('ERR_BODY_INVALID'))
  })
})

describe('parseKeyAddress', () => {
  const project = '7d9f1e02-55a1-4c58-9f3e-1f2a7bb0c001'
  const key = 'a'.repeat(32)
  test('default', () => {
    expect(parseProjectId(project)).toBe(project)
    expect(parseKeyAddress({ project, key })).toEqual({ projectId: project, keyId: key })
  })

  test.each([undefined, '', 'x', project.toUpperCase(), `${project} `, `${project}\u0000`])(
    'refuses: project %j (ERR_PROJECT_NOT_FOUND)',
    (text) => {
      expect(() => parseProjectId(text)).toThrowError(code('ERR_PROJECT_NOT_FOUND'))
    },
  )

  test.each([undefined, '', 'x', key.toUpperCase(), `${key}\u0000`])(
    'refuses: key %j (ERR_API_KEY_NOT_FOUND)',
    (text) => {
      expect(() => parseKeyAddress({ project, key: text })).toThrowError(code('ERR_API_KEY_NOT_FOUND'))
    },
  )
})
