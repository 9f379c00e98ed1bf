import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { decodeBase58 } from '../../../app/core/chain/base58.ts'
import type { DemoWallet } from '../chains/demoWallets.ts'
import type { SolanaWallet } from '../chains/solana/solanaWallets.ts'
import type { DemoEvmWallet } from './wallet/announceEvmWallet.ts'
import type { DemoSolanaWallet } from './wallet/announceSolanaWallet.ts'

type Pair<Wallet> = { readonly holder: Wallet; readonly outsider: Wallet }

const holder = { name: 'Holder wallet', color: '#1f3fe0', uuid: '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c01' }
const outsider = { name: 'Empty wallet', color: '#7a7f8c', uuid: '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c02' }

/** Make the script that announces the demo's wallets in the storefront's pages. It contains their private keys. */
export async function bundleWallets({
  evm,
  solana,
}: {
  evm: Pair<DemoWallet>
  solana: Pair<SolanaWallet>
}): Promise<string> {
  const announced: { evm: DemoEvmWallet[]; solana: DemoSolanaWallet[] } = {
    evm: [
      { ...holder, privateKey: evm.holder.privateKey },
      { ...outsider, privateKey: evm.outsider.privateKey },
    ],
    solana: [toSolana(holder, solana.holder), toSolana(outsider, solana.outsider)],
  }
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('wallet/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    define: { DEMO_WALLETS: JSON.stringify(announced) },
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (!file) throw new Error('esbuild did not build the demo wallets.')
  return file.text
}

/** A wallet's secret key is its seed and its public key. */
function toSolana(
  { name, color }: { name: string; color: string },
  { address, secretKey }: SolanaWallet,
): DemoSolanaWallet {
  const bytes = [...(decodeBase58({ text: secretKey, bytes: 64 }) ?? [])]
  if (bytes.length !== 64) throw new Error(`The secret key of the ${name} is not 64 bytes of base58.`)
  return { name, color, address, seed: bytes.slice(0, 32), publicKey: bytes.slice(32) }
}
