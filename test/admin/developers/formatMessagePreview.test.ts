import { describe, expect, test } from 'vitest'
import { formatMessagePreview } from '../../../app/admin/developers/formatMessagePreview.ts'
import { NOW } from '../../fakes/fakeContext.ts'

const draft = { name: 'Harbor', statement: '', format: 'siwe', allowedDomains: 'harbor.example\nlocalhost:*' }
const preview = (over: Partial<typeof draft> = {}) =>
  formatMessagePreview({ draft: { ...draft, ...over }, now: NOW }).split('\n')

describe('formatMessagePreview', () => {
  test('default: the message that a wallet shows, for the first domain', () => {
    expect(preview()).toEqual([
      'harbor.example wants you to sign in with your Ethereum account:',
      expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
      '',
      'Sign in to Harbor. This is free and sends no transaction.',
      '',
      'URI: https://harbor.example',
      'Version: 1',
      'Chain ID: 1',
      expect.stringMatching(/^Nonce: [0-9a-f]{32}$/),
      'Issued At: 2026-11-25T13:10:00.000Z',
    ])
  })

  test('behavior: a pasted origin shows its host, and an invalid domain is skipped', () => {
    expect(preview({ allowedDomains: '*.evil\nhttps://Harbor.example/' })).toContain(
      'URI: https://harbor.example',
    )
    expect(preview({ allowedDomains: 'https://' })).toContain('URI: https://photos.example')
  })

  test('behavior: the simple format names project, host and minute in its sentence', () => {
    expect(preview({ format: 'simple', statement: ' Welcome. ' }).slice(0, 3)).toEqual([
      'Welcome. (Harbor, harbor.example, 2026-11-25 13:10 UTC)',
      '',
      expect.stringMatching(/^Address: 0x/),
    ])
  })

  test('behavior: a wildcard port shows a port, and an empty form shows an example', () => {
    expect(preview({ allowedDomains: 'localhost:*' })).toContain('URI: http://localhost:3000')
    expect(preview({ name: ' ', allowedDomains: '' }).slice(0, 1)).toEqual([
      'photos.example wants you to sign in with your Ethereum account:',
    ])
  })
})
