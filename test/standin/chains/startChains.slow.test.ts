import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { makeDemoWallet } from './demoWallets.ts'
import { makeSolanaWallet } from './solana/solanaWallets.ts'
import { startAnvil } from './startAnvil.ts'
import { startChains } from './startChains.ts'

const answers = (rpcUrl: string, method = 'eth_chainId'): Promise<boolean> =>
  fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] }),
  }).then(
    (response) => response.ok,
    () => false,
  )

test('default', async () => {
  const standIn = await startChains()
  const { ethereum, polygon, solana } = standIn.chains
  expect([ethereum.chainId, polygon.chainId]).toEqual([1, 137])
  expect(ethereum.wallets).toEqual({ holder: makeDemoWallet('holder'), outsider: makeDemoWallet('outsider') })
  const contracts = [...Object.values(ethereum.contracts), ...Object.values(polygon.contracts)]
  expect(new Set(contracts).size).toBe(6)
  expect(solana.wallets).toEqual({
    holder: makeSolanaWallet('holder'),
    outsider: makeSolanaWallet('outsider'),
  })
  const askAll = () =>
    Promise.all([answers(ethereum.rpcUrl), answers(polygon.rpcUrl), answers(solana.rpcUrl, 'getGenesisHash')])
  expect(await askAll()).toEqual([true, true, true])
  await standIn.close()
  expect(await askAll()).toEqual([false, false, false])
})

test('behavior: the same wallets and contracts come back each time', async () => {
  const first = await startChains()
  await first.close()
  const second = await startChains()
  await second.close()
  expect(second.chains.polygon.contracts).toEqual(first.chains.polygon.contracts)
  expect(second.chains.solana.contracts).toEqual(first.chains.solana.contracts)
})

test('behavior: a node that dies is reported, one that is closed is not', async () => {
  const deaths: string[] = []
  const start = () =>
    startAnvil({ chainId: 5, host: '127.0.0.1', onDeath: (sentence) => deaths.push(sentence) })
  const closed = await start()
  await closed.close()
  expect(deaths).toEqual([])
  const killed = await start()
  process.kill(killed.pid, 'SIGKILL')
  await expect.poll(() => deaths).toEqual(['The chain node with id 5 ended (SIGKILL).'])
  await killed.close()
})

test('behavior: a node ends with its killed parent process', async () => {
  const script = `
    const { startAnvil } = await import('./test/standin/chains/startAnvil.ts')
    const node = await startAnvil({ chainId: 5, host: '127.0.0.1', onDeath: () => undefined })
    console.log(node.rpcUrl)
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: new URL('../../../', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [chunk] = await once(child.stdout, 'data')
  const rpcUrl = String(chunk).trim()
  expect(await answers(rpcUrl)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => answers(rpcUrl)).toBe(false)
})
