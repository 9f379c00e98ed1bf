import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/* npm warns at every install of an install script that `allowScripts` does not name. Its manual says that it skips them. */
const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  allowScripts: Record<string, boolean>
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { hasInstallScript?: boolean }>
}

test('behavior: package.json decides on every install script, and on no other', () => {
  const withScript = Object.entries(packages)
    .filter(([place, { hasInstallScript }]) => place !== '' && hasInstallScript)
    .map(([place]) => place.split('node_modules/').at(-1) ?? '')
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScript)].sort())
})

test('behavior: only the signature code may be compiled', () => {
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name])
  expect(allowed).toEqual(['secp256k1'])
})
