import { expect, test } from 'vitest'
import { parseSettings } from '../../../app/admin/settings/parseSettings.ts'

const settings = { onViolation: 'hold', showsWallet: false, usesCartMetafield: true, holdsSuspects: false }

test('default', () => {
  expect(parseSettings(settings)).toEqual(settings)
})

test.each([
  ['nothing', null],
  ['a choice of its own', { ...settings, onViolation: 'ship' }],
  ['a text for a yes', { ...settings, showsWallet: 'true' }],
  ['a setting that is missing', { ...settings, holdsSuspects: undefined }],
  ['a setting that is not known', { ...settings, validationId: 'x' }],
])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
  expect(() => parseSettings(value)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
})
