import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { loadNativeRecover, readSignatureEngine } from '../../app/crypto/evmSignature.ts'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url)

describe('readSignatureEngine', () => {
  test('default', async () => {
    expect(readSignatureEngine()).toBe((await loadNativeRecover()) ? 'native' : 'wasm')
  })

  test('behavior: without a native build the WebAssembly engine is used, never the JavaScript one', async () => {
    const script = `
      import module from 'node:module'
      const resolve = module._resolveFilename
      module._resolveFilename = function (name, ...rest) {
        if (/^(node-gyp-build|bindings)$/.test(name)) throw new Error('no native build here')
        return resolve.call(this, name, ...rest)
      }
      const { readSignatureEngine } = await import('./app/crypto/evmSignature.ts')
      const loaded = Object.keys(module._cache).some((file) => file.includes('elliptic'))
      console.log(readSignatureEngine(), loaded)
    `
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    const { stdout } = await run(process.execPath, args, { cwd: root })
    expect(stdout.trim()).toBe('wasm false')
  })
})
