import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../../makeDice.ts'
import type { RpcFailure, RpcFront } from '../../standin/chains/startRpcFront.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { Failure, Front } from '../../standin/shopify/startFront.ts'
import type { RunningServers } from '../openServers.ts'
import type { Sales } from './startSales.ts'

export type Scene = {
  readonly servers: RunningServers
  readonly sales: Sales
  readonly shopify: Front
  readonly chain: RpcFront
  readonly dice: Dice
}
/** Something bad. It is over when the promise is. */
export type Fault = (scene: Scene) => Promise<unknown>

/** A server has 30 seconds to end by itself. */
const STOP_MS = 35_000

const wait = (dice: Dice, least: number, most: number) => sleep(least + dice.below(most - least))
const pickServer = ({ servers: { a, b }, dice }: Scene) => (dice.chance(0.5) ? a : b)

async function kill(server: RunningApp, dice: Dice): Promise<void> {
  await server.stop('SIGKILL')
  await wait(dice, 200, 3_000)
  await server.restart()
}

const failShopify =
  (failure: Failure): Fault =>
  async ({ shopify, servers, dice }) => {
    const { shop } = servers.demo.facts
    shopify.plan(shop, { nth: 1, failure, isLasting: true })
    await wait(dice, 2_000, 8_000)
    shopify.plan(shop)
  }
const failChain =
  (failure: RpcFailure): Fault =>
  async ({ chain, dice }) => {
    chain.set(failure)
    await wait(dice, 2_000, 6_000)
    chain.set(null)
  }

/** All faults by the name that the night prints. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'a server is killed': (scene) => kill(pickServer(scene), scene.dice),
  'both servers are killed': async ({ servers: { a, b }, dice }) => {
    await Promise.all([kill(a, dice), kill(b, dice)])
  },
  'a server is told to stop': async (scene) => {
    const server = pickServer(scene)
    const late = setTimeout(() => void server.stop('SIGKILL'), STOP_MS)
    const code = await server.stop('SIGTERM')
    clearTimeout(late)
    if (code !== 0) throw new Error(`The server ended with code ${code} after SIGTERM.`)
    await server.restart()
  },
  'PostgreSQL is killed': async ({ servers: { postgres }, dice }) => {
    await postgres.kill()
    await wait(dice, 100, 3_000)
    await postgres.start()
  },
  'PostgreSQL is restarted': ({ servers: { postgres } }) => postgres.restart(),
  'PostgreSQL is frozen': async ({ servers: { postgres }, dice }) => {
    postgres.freeze()
    await wait(dice, 1_000, 6_000)
    postgres.thaw()
  },
  'Shopify answers 500': failShopify(500),
  'Shopify throttles': failShopify(429),
  'Shopify does what is asked, and drops the answer': failShopify('lost'),
  'Shopify does not answer': failShopify('silent'),
  'the chain does not answer': failChain('silent'),
  'the chain answers garbage': failChain('garbage'),
  'the chain answers 500': failChain(500),
  'the chain drops connections': failChain('dropped'),
  'webhooks come in a storm': async ({ sales, dice }) => {
    sales.storm(20 + dice.below(60))
    await wait(dice, 500, 2_000)
  },
}
