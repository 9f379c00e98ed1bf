import { expect, test } from 'vitest'
import { parseSettings } from '../../../app/admin/settings/parseSettings.ts'

const settings = {
  onViolation: 'hold',
  showsWallet: false,
  usesCartMetafield: true,
  holdsSuspects: false,
  tagsCustomers: false,
  writesReceipts: false,
}

test('default', () => {
  expect(parseSettings(settings)).toEqual(settings)
})

test.each([
  ['nothing', null],
  ['an unknown action for violations', { ...settings, onViolation: 'ship' }],
  ['a boolean as text', { ...settings, showsWallet: 'true' }],
  ['a missing setting', { ...settings, holdsSuspects: undefined }],
  ['an unknown setting', { ...settings, validationId: 'x' }],
])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
  expect(() => parseSettings(value)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
})
