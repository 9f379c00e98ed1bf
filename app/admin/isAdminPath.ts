/** Whether a path is a page of the embedded app. All other pages are public, and run no script. */
export function isAdminPath(pathname: string): boolean {
  return /^\/app(?:\/|$)/.test(pathname)
}
