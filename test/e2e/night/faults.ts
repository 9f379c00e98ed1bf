import { setTimeout as sleep } from 'node:timers/promises'
import type { RpcFailure } from '../../standin/chains/startRpcFront.ts'
import type { RunningApp } from '../../standin/demo/startApp.ts'
import type { Failure } from '../../standin/shopify/startFront.ts'
import { askWhileStopping } from './askWhileStopping.ts'
import { reorganiseChain, swapAccounts } from './chainFaults.ts'
import { crowdPostgres, setReadOnly } from './databaseFaults.ts'
import type { End } from './end.ts'
import type { FaultName } from './faultKinds.ts'
import type { PlannedFault } from './nightPlan.ts'
import type { Scene } from './scene.ts'

/** Does something bad; the answer ends it. */
export type Begin = (scene: Scene, fault: PlannedFault) => End | Promise<End>

const DAY = 86_400
const HOUR = 3_600
const TEN_MINUTES = 600
const SLOW_MS = 200

const serverOf = ({ stage: { servers } }: Scene, { server }: PlannedFault) =>
  servers[server === 'a' ? 0 : servers.length - 1] ?? servers[0]
const postgresOf = ({ stage: { postgres } }: Scene) => need(postgres, 'PostgreSQL')
const linkOf = ({ stage: { link } }: Scene) => need(link, 'PostgreSQL')
const diskOf = ({ stage: { disk } }: Scene) => need(disk, 'a disk of its own')
const clocksOf = ({ stage: { clocks } }: Scene) => need(clocks, 'libfaketime')

/** Let time pass for everybody. Where only the servers' clock can be set, none passes. */
const skip = async (scene: Scene, seconds: number) => clocksOf(scene).skip?.(seconds)

function need<T>(part: T | null, what: string): T {
  if (part === null) throw new Error(`This night has no ${what}.`)
  return part
}

const failShopify =
  (failure: Failure): Begin =>
  ({ stage: { shopify, demo } }) => {
    const { shop } = demo.facts
    shopify.plan(shop, { nth: 1, failure, isLasting: true })
    return () => shopify.plan(shop)
  }
const failChain =
  (failure: RpcFailure): Begin =>
  ({ stage: { chain } }) => {
    for (const front of chain.first) front.set(failure)
    return () => {
      for (const front of chain.first) front.set(null)
    }
  }
const setClock =
  (seconds: number): Begin =>
  (scene) => {
    clocksOf(scene).setServers(seconds)
    return () => clocksOf(scene).setServers(0)
  }

/** Start a server as systemd and Docker do: one that finds its disk full is started again after two seconds. */
async function startAgain(server: RunningApp): Promise<void> {
  for (;;) {
    try {
      return await server.restart()
    } catch (error) {
      if (!String(error).includes('cannot be opened: its disk is full')) throw error
      await sleep(2_000)
    }
  }
}

/** How each fault is done. */
export const FAULTS: Readonly<Record<FaultName, Begin>> = {
  'server-killed': async (scene, fault) => {
    const server = serverOf(scene, fault)
    await server.stop('SIGKILL')
    return () => startAgain(server)
  },
  'servers-killed': async ({ stage: { servers } }) => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')))
    return () => Promise.all(servers.map(startAgain))
  },
  'server-stopped': async (scene, fault) => {
    const server = serverOf(scene, fault)
    const sentence = await askWhileStopping(scene, server)
    return async () => {
      await startAgain(server)
      if (sentence !== null) throw new Error(sentence)
    }
  },
  'server-frozen': (scene, fault) => {
    const { pid } = serverOf(scene, fault)
    process.kill(pid, 'SIGSTOP')
    return () => process.kill(pid, 'SIGCONT')
  },
  'postgres-killed': async (scene) => {
    await postgresOf(scene).kill()
    return () => postgresOf(scene).start()
  },
  'postgres-restarted': async (scene) => {
    await postgresOf(scene).restart()
    return () => undefined
  },
  'postgres-frozen': (scene) => {
    postgresOf(scene).freeze()
    return () => postgresOf(scene).thaw()
  },
  'postgres-slow': (scene) => {
    linkOf(scene).set({ lateMs: SLOW_MS })
    return () => linkOf(scene).set(null)
  },
  'postgres-cut': (scene) => {
    linkOf(scene).set('cut')
    return () => linkOf(scene).set(null)
  },
  'postgres-crowded': ({ stage }) => crowdPostgres(need(stage.databaseUrl, 'PostgreSQL')),
  'postgres-read-only': ({ stage }) => setReadOnly(need(stage.databaseUrl, 'PostgreSQL')),
  'postgres-standby': async (scene) => {
    await postgresOf(scene).becomeStandby()
    return () => postgresOf(scene).promote()
  },
  'disk-full': (scene) => {
    diskOf(scene).fill()
    return () => diskOf(scene).free()
  },
  'chain-stopped': failChain('dropped'),
  'chain-silent': failChain('silent'),
  'chain-flapping': ({ stage: { chain } }) => {
    for (const [i, front] of chain.first.entries()) front.set({ flapsIn: i % 2 === 0 ? 'even' : 'odd' })
    return () => {
      for (const front of chain.first) front.set(null)
    }
  },
  'chain-garbage': failChain('garbage'),
  'chain-failing': failChain(500),
  'chain-throttling': failChain(429),
  'chain-lying': (scene, fault) => failChain({ swaps: swapAccounts(scene.stage) })(scene, fault),
  'chain-lying-alone': async (scene, fault) => {
    const { second } = scene.stage.chain
    second.set('silent')
    const end = await FAULTS['chain-lying'](scene, fault)
    return async () => {
      await end()
      second.set(null)
    }
  },
  'second-opinion-lying': ({ stage }) => {
    stage.chain.second.set({ swaps: swapAccounts(stage) })
    return () => stage.chain.second.set(null)
  },
  'endpoint-silent': ({ stage }) => {
    stage.chain.first[0]?.set('silent')
    return () => stage.chain.first[0]?.set(null)
  },
  'chain-reorganised': ({ stage, sales }) => reorganiseChain(stage, sales.fleeting),
  'shopify-failing': failShopify(500),
  'shopify-throttling': failShopify(429),
  'shopify-refusing': failShopify(401),
  'shopify-dropping': failShopify('dropped'),
  'shopify-forgetful': failShopify('lost'),
  'shopify-silent': failShopify('silent'),
  'shopify-silent-day': async (scene, fault) => {
    const end = await failShopify('silent')(scene, fault)
    await scene.sales.pause(() => skip(scene, DAY))
    return end
  },
  'clock-ahead': setClock(TEN_MINUTES),
  'clock-behind': setClock(-TEN_MINUTES),
  'webhooks-storm': ({ sales, dice }) => {
    sales.storm(20 + dice.below(60))
    return () => undefined
  },
  'webhooks-late': ({ sales }) => {
    sales.setWebhooks('late')
    return () => sales.setWebhooks('sent')
  },
  'webhooks-lost': ({ sales, ...scene }) => {
    sales.setWebhooks('lost')
    return async () => {
      sales.setWebhooks('sent')
      await sales.pause(() => skip({ sales, ...scene }, HOUR))
    }
  },
}
