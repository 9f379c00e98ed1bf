import { resolveConfig } from 'vite'
import { expect, test } from 'vitest'

test('behavior: building the app keeps other files in build/, such as the Functions', async () => {
  const { build } = await resolveConfig({ configFile: 'vite.config.ts', logLevel: 'silent' }, 'build')
  // If this were true or unset, Remix would delete all of build/ first.
  expect(build.emptyOutDir).toBe(false)
})
