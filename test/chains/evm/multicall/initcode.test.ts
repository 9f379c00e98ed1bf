import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { readerInitcode } from '../../../../app/chains/evm/multicall/initcode.ts'

test('default: the committed bytecode is what its source compiles to', () => {
  const solc = createRequire(import.meta.url)('solc') as { compile: (input: string) => string }
  const source = readFileSync(
    new URL('../../../../app/chains/evm/multicall/Reader.yul', import.meta.url),
    'utf8',
  )
  const input = {
    language: 'Yul',
    sources: { 'Reader.yul': { content: source } },
    settings: {
      evmVersion: 'paris',
      optimizer: { enabled: true, details: { yul: true } },
      outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
    },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  expect(`0x${output.contracts['Reader.yul'].Reader.evm.bytecode.object}`).toBe(readerInitcode)
})
