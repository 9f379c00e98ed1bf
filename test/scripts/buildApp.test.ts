import { resolveConfig } from 'vite'
import { expect, test } from 'vitest'

test('behavior: a build of the app deletes nothing that others have put beside it, such as the Functions', async () => {
  const { build } = await resolveConfig({ configFile: 'vite.config.ts', logLevel: 'silent' }, 'build')
  // Where this is true, or nothing, Remix deletes all of build/ first.
  expect(build.emptyOutDir).toBe(false)
})
