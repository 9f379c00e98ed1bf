import { flatRoutes } from '@remix-run/dev/dist/config/flat-routes.js'
import { matchRoutes } from '@remix-run/react'

type Routes = Parameters<typeof matchRoutes>[0]
export type FoundRoute = {
  /** Path below `app/`. */
  readonly file: string
  readonly params: Readonly<Record<string, string | undefined>>
}

/** Make a function that finds the route module for a path, by Remix's own rules of naming and matching. */
export function createFindRoute(appDirectory: string): (pathname: string) => FoundRoute | null {
  const files = flatRoutes(appDirectory, ['**/.*', '**/*.test.*'])
  const below = (parent: string): Routes =>
    Object.values(files)
      .filter(({ parentId }) => parentId === parent)
      .map(({ id, path, index }) => (index ? { id, index } : { id, path, children: below(id) }))
  const routes = below('root')
  return (pathname) => {
    const match = matchRoutes(routes, pathname)?.at(-1)
    const file = match && files[match.route.id ?? '']?.file
    return file ? { file, params: match.params } : null
  }
}
