import { compileContracts } from './compileContracts.ts'
import { type DemoWallet, makeDemoWallet } from './demoWallets.ts'
import { connectDeployer, type Deployer, seedChain, type TokenContracts } from './seedChain.ts'
import type { Issuer } from './solana/createIssuer.ts'
import { type SolanaContracts, seedSolana } from './solana/seedSolana.ts'
import { makeSolanaWallet, type SolanaWallet } from './solana/solanaWallets.ts'
import { type Solana, startSolana } from './solana/startSolana.ts'
import { type Anvil, startAnvil } from './startAnvil.ts'

const standIns = { ethereum: 1, polygon: 137 } as const
export type StandInSlug = keyof typeof standIns

export type StandInChain = {
  readonly chainId: number
  readonly rpcUrl: string
  readonly contracts: TokenContracts
  readonly wallets: { readonly holder: DemoWallet; readonly outsider: DemoWallet }
}
export type StandInSolana = {
  readonly rpcUrl: string
  readonly contracts: SolanaContracts
  readonly wallets: { readonly holder: SolanaWallet; readonly outsider: SolanaWallet }
}

export type StartChainsParameters = {
  readonly host?: string
  /** Called when a node exits by itself; the default ends this process. */
  readonly onDeath?: (sentence: string) => void
  /** Whether to start ApeChain too, which a server knows by its configuration alone. */
  readonly withApeChain?: boolean
}

/** ApeChain by its CAIP-2 name. */
export const APE_CHAIN = 'eip155:33139'

export type StandInChains = {
  readonly chains: Readonly<Record<StandInSlug, StandInChain>> & {
    readonly solana: StandInSolana
    readonly [APE_CHAIN]?: StandInChain
  }
  /** For deploying more contracts to a chain. Not part of `.data/demo.json`. */
  readonly deployers: Readonly<Record<StandInSlug, Deployer>>
  /** For issuing more tokens on the Solana ledger. */
  readonly issuer: Issuer
  readonly close: () => Promise<void>
}

/**
 * Start two real nodes, `ethereum` (1) and `polygon` (137), and a Solana ledger in this process, each with a token of
 * every kind, issued to the holder.
 */
export async function startChains(parameters: StartChainsParameters = {}): Promise<StandInChains> {
  const { host = '127.0.0.1', onDeath = endProcess, withApeChain = false } = parameters
  const contracts = await compileContracts()
  const nodes: Pick<Anvil, 'close'>[] = []
  const close = async () => {
    await Promise.all(nodes.map((node) => node.close()))
  }
  const startChain = async (chainId: number) => {
    const node = await startAnvil({ chainId, host, onDeath })
    nodes.push(node)
    const deployer = await connectDeployer({ rpcUrl: node.rpcUrl, chainId, contracts })
    const tokens = await seedChain(deployer)
    const wallets = { holder: makeDemoWallet('holder'), outsider: makeDemoWallet('outsider') }
    return { chain: { chainId, rpcUrl: node.rpcUrl, contracts: tokens, wallets }, deployer }
  }
  const openSolana = async () => {
    const node: Solana = await startSolana({ host })
    nodes.push(node)
    const { contracts: tokens, issuer } = seedSolana(node.ledger)
    const wallets = { holder: makeSolanaWallet('holder'), outsider: makeSolanaWallet('outsider') }
    return { chain: { rpcUrl: node.rpcUrl, contracts: tokens, wallets }, issuer }
  }
  const started = await Promise.allSettled([
    startChain(standIns.ethereum),
    startChain(standIns.polygon),
    openSolana(),
    withApeChain ? startChain(33_139) : null,
  ])
  const [ethereum, polygon, solana, ape] = started
  if (
    ethereum.status === 'rejected' ||
    polygon.status === 'rejected' ||
    solana.status === 'rejected' ||
    ape.status === 'rejected'
  ) {
    await close()
    throw started.find((one) => one.status === 'rejected')?.reason
  }
  return {
    chains: {
      ethereum: ethereum.value.chain,
      polygon: polygon.value.chain,
      solana: solana.value.chain,
      ...(ape.value && { [APE_CHAIN]: ape.value.chain }),
    },
    deployers: { ethereum: ethereum.value.deployer, polygon: polygon.value.deployer },
    issuer: solana.value.issuer,
    close,
  }
}

function endProcess(sentence: string): void {
  console.error(sentence)
  process.exit(1)
}
