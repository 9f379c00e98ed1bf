import { matchRoutes } from '@remix-run/react'

/** The routes of a build, by their ids. */
export type Routes = Readonly<
  Record<
    string,
    { readonly id: string; readonly parentId?: string; readonly path?: string; readonly index?: boolean }
  >
>
type Branch = { id: string; path?: string; index?: boolean; children?: Branch[] }

/** Make the look-up of the routes at a path that can be decoded, from the outermost on, as the router matches them. */
export function createRouteMatcher(
  routes: Routes,
): (pathname: string) => readonly { readonly id?: string; readonly path?: string }[] {
  const growBranches = (parentId: string | undefined): Branch[] =>
    Object.values(routes)
      .filter((route) => route.parentId === parentId)
      .map(({ id, path, index }) => ({
        id,
        ...(path !== undefined && { path }),
        ...(index ? { index } : { children: growBranches(id) }),
      }))
  const branches = growBranches(undefined) as NonNullable<Parameters<typeof matchRoutes>[0]>
  return (pathname) => {
    // A page's data has the page's URL with a suffix.
    const page = pathname === '/_root.data' ? '/' : pathname.replace(/\.data$/, '')
    return (matchRoutes(branches, page) ?? []).map(({ route }) => route)
  }
}
