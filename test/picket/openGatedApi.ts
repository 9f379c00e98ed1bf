import { type StandInChains, startChains } from '../standin/chains/startChains.ts'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, openWallet, signLogin } from './signLogin.ts'

export const holder = openWallet('holder')
export const outsider = openWallet('outsider')

/** Words that make picket-js's modal show something other than missing tokens; refusals must not contain them. */
export const MARKS =
  /invalid project key|invalid signature|token gating|any erc20|must be an array|allowed wallet addresses|required to create/i

export type GatedApi = {
  readonly standIn: StandInChains
  readonly api: OpenedApi
  readonly site: ApiProject
  readonly close: () => Promise<void>
}

/** The API in this process, reading two real nodes. */
export async function openGatedApi(): Promise<GatedApi> {
  const standIn = await startChains({ onDeath: () => {} })
  const { ethereum, polygon } = standIn.chains
  const api = await openApi({ rpcUrls: { ethereum: ethereum.rpcUrl, polygon: polygon.rpcUrl } })
  const site = await api.makeProject()
  const close = async () => {
    await api.close()
    await standIn.close()
  }
  return { standIn, api, site, close }
}

/** Requests of a test to the opened API. */
export function askGatedApi(opened: () => GatedApi) {
  const contracts = () => opened().standIn.chains.ethereum.contracts
  const post = (path: string, body: object, headers = basic(opened().site.secretKey)) =>
    opened().api.call({ path, body, headers })
  const login = async (requirements: object, wallet = holder, chain = 'ethereum', chainId = 1) => {
    const { api, site } = opened()
    const body = await signLogin({ api, key: site.publishableKey, wallet, chain, chainId })
    return post('/auth', { ...body, requirements }, basic(site.publishableKey))
  }
  const owns = (body: object, wallet = holder.address as string, chain = 'ethereum') =>
    post(`/chains/${chain}/wallets/${wallet}/tokenOwnership`, body)
  return { contracts, coin: () => contracts().erc20, post, login, owns }
}
