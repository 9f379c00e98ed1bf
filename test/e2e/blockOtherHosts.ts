import type { BrowserContext } from 'playwright-core'

/** Let a person's pages reach no host but this machine; answers the set of those that they asked. */
export async function blockOtherHosts(person: BrowserContext): Promise<ReadonlySet<string>> {
  const hosts = new Set<string>()
  await person.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    (route) => {
      hosts.add(new URL(route.request().url()).hostname)
      return route.abort()
    },
  )
  return hosts
}
