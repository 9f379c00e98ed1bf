import { findFreePort } from '../processes/findPorts.ts'
import { formatOrigin } from '../processes/formatOrigin.ts'
import { startBalancer } from '../processes/startBalancer.ts'
import { type RunningApp, type StartAppParameters, startApp } from './startApp.ts'

export type RunningApps = {
  readonly servers: readonly [RunningApp, ...RunningApp[]]
  readonly close: () => Promise<void>
}

/** Start the built app at an address: one process, or several at once behind a balancer. */
export async function startApps({
  count,
  ...parameters
}: StartAppParameters & { readonly count: number }): Promise<RunningApps> {
  const { host, port } = parameters
  if (count === 1) {
    const app = await startApp(parameters)
    return { servers: [app], close: app.close }
  }
  const ports: number[] = []
  while (ports.length < count) ports.push(await findFreePort(host))
  const started = await Promise.allSettled(ports.map((own) => startApp({ ...parameters, port: own })))
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const closeServers = async () => {
    await Promise.all(servers.map((server) => server.close()))
  }
  const broken = started.find((one) => one.status === 'rejected')
  const [first, ...others] = servers
  if (broken || !first) {
    await closeServers()
    throw broken?.reason ?? new Error(`No server started at ${formatOrigin({ host, port })}.`)
  }
  const balancer = await startBalancer({ host, port, targets: ports }).catch(async (error: unknown) => {
    await closeServers()
    throw error
  })
  return {
    servers: [first, ...others],
    close: async () => {
      await balancer.close()
      await closeServers()
    },
  }
}
