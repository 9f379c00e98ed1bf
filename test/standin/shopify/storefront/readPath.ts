/** Reads a redirect target: a path of this storefront, else `otherwise`; never another site. */
export function readPath(path: unknown, otherwise: string): string {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : otherwise
}
