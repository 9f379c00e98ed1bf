import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Abi, Hex } from 'viem'

export type Contract = { readonly abi: Abi; readonly bytecode: Hex }

export const contractNames = [
  'HarborCoin',
  'NightOwls',
  'TidePasses',
  'OldCoin',
  'NamedCoin',
  'PicturedToken',
  'Hostile',
  'OwnedWallet',
  'OwnedWalletFactory',
  'FixedAnswer',
  'LendingRegistry',
  'EarlyLendingRegistry',
  'NameRegistry',
  'NameResolver',
  'WideResolver',
  'GatewayResolver',
  'PrimaryNames',
  'ListedOwls',
  'OddOwls',
  'BareCoin',
  'MovableProxy',
  'ProxiedOwls',
  'OwnerWallet',
  'HarborVault',
  'HarborBadges',
  'HarborRegister',
  'HarborWrapper',
  'BadRegister',
  'CoinbaseShapedFactory',
  'KernelShapedValidator',
  'KernelShapedFactory',
  'KernelShapedStaker',
  'LightShapedFactory',
  'SemiModularShapedFactory',
  'ThirdwebShapedFactory',
  'CircleShapedPlugin',
  'CircleShapedFactory',
  'AmbireShaped',
  'AmbireShapedFactory',
  'Relay',
] as const
export type ContractName = (typeof contractNames)[number]
export type Contracts = Readonly<Record<ContractName, Contract>>

const require = createRequire(import.meta.url)
const folder = fileURLToPath(new URL('./contracts/', import.meta.url))
const cache = fileURLToPath(new URL('../../../.cache/contracts/', import.meta.url))

/** Compile the demo's contracts, once per content of their sources and version of the compiler and OpenZeppelin. */
export async function compileContracts(): Promise<Contracts> {
  const names = (await readdir(folder)).sort()
  const sources = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
  const versions = ['solc', '@openzeppelin/contracts'].map(
    (name) =>
      (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string })
        .version,
  )
  const digest = createHash('sha256')
    .update(JSON.stringify([names, sources, versions, settings]))
    .digest('hex')
  const file = path.join(cache, `${digest}.json`)
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept) return JSON.parse(kept) as Contracts

  const compiled = compile(Object.fromEntries(names.map((name, i) => [name, { content: sources[i] ?? '' }])))
  await mkdir(cache, { recursive: true })
  await writeFile(`${file}.${process.pid}`, JSON.stringify(compiled))
  await rename(`${file}.${process.pid}`, file)
  return compiled
}

const settings = {
  evmVersion: 'cancun',
  optimizer: { enabled: true, runs: 200 },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
}

type Output = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts: Readonly<
    Record<string, Readonly<Record<string, { abi: Abi; evm: { bytecode: { object: string } } }>>>
  >
}
type Solc = {
  compile: (input: string, callbacks: { import: (path: string) => { contents: string } }) => string
}

function compile(sources: Readonly<Record<string, { content: string }>>): Contracts {
  const solc: Solc = require('solc')
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const load = (name: string) => ({ contents: readFileSync(require.resolve(name), 'utf8') })
  const output = JSON.parse(solc.compile(input, { import: load })) as Output
  const errors = (output.errors ?? []).filter((error) => error.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  const found = new Map(Object.values(output.contracts).flatMap((file) => Object.entries(file)))
  return Object.fromEntries(
    contractNames.map((name) => {
      const contract = found.get(name)
      if (!contract) throw new Error(`No source defines the contract ${name}.`)
      return [name, { abi: contract.abi, bytecode: `0x${contract.evm.bytecode.object}` }]
    }),
  ) as unknown as Contracts
}
