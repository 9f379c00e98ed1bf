import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { composeEditorUrl } from '../../../app/admin/block/composeEditorUrl.ts'

test('default: the link opens the theme editor with the gate block, which exists in the extension', () => {
  expect(composeEditorUrl({ myshopifyDomain: 'harbor.myshopify.com', apiKey: 'ab12' })).toBe(
    'https://harbor.myshopify.com/admin/themes/current/editor?template=product&addAppBlockId=ab12/gate&target=mainSection',
  )
  expect(readdirSync('extensions/gate-block/blocks')).toContain('gate.liquid')
  expect(readFileSync('extensions/gate-block/shopify.extension.toml', 'utf8')).toContain(
    'handle = "gate-block"',
  )
})
