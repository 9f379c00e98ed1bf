/** Whether an address is a page of the embedded app. All others are for everybody, and run no script. */
export function isAdminPath(pathname: string): boolean {
  return /^\/app(?:\/|$)/.test(pathname)
}
