import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Deployer } from '../../standin/chains/seedChain.ts'
import type { AskedCall } from './answerRpc.ts'
import { startHttp } from './startHttp.ts'

/** Offer a node as some providers do, and as zkSync's chains are: `eth_call` without `to` is refused. */
export async function startStrict(rpcUrl: string) {
  const seen: AskedCall[][] = []
  const { url, close } = await startHttp(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const asked = [JSON.parse(body) as AskedCall | AskedCall[]].flat()
    seen.push(asked)
    if (asked.some(({ method, params }) => method === 'eth_call' && !('to' in (params[0] as object)))) {
      const error = { code: -32_602, message: 'missing field `to`' }
      response.end(JSON.stringify({ jsonrpc: '2.0', id: asked[0]?.id, error }))
      return
    }
    const headers = { 'content-type': 'application/json' }
    response.end(await (await fetch(rpcUrl, { method: 'POST', headers, body })).text())
  })
  return { url, close, seen }
}

/** Deploy the published Multicall3 at an address. */
export async function placeMulticall3({ rpc }: Pick<Deployer, 'rpc'>, address: string): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('viem/package.json'))
  const endpoint = await readFile(path.join(folder, '_esm/constants/contracts.js'), 'utf8')
  const [, data] = /multicall3Bytecode = '(0x[0-9a-f]+)'/.exec(endpoint) ?? []
  await rpc('anvil_setCode', [address, await rpc('eth_call', [{ data }, 'latest'])])
}
