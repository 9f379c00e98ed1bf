/** Part of the ports: per port, only the verbs that the test expects to be called. */
export type Given<Ports> = {
  [Name in keyof Ports]?: Ports[Name] extends (...parameters: never[]) => unknown
    ? Ports[Name]
    : Ports[Name] extends object
      ? Partial<Ports[Name]>
      : Ports[Name]
}

/**
 * Fake ports from the part that a test gives. Any other port or verb throws "jobs.claim must not be called", so that an
 * unexpected call fails by name. Spreading the result loses this check: use `override`.
 */
export function fake<Ports extends object>(given: Given<Ports>, path = ''): Ports {
  const name = (key: string) => (path === '' ? key : `${path}.${key}`)
  return new Proxy(given, {
    get: (target, key) => {
      const found: unknown = Reflect.get(target, key)
      if (typeof key === 'symbol' || PROBED.has(key)) return found
      if (found === undefined) return mustNot(name(key))
      return isPort(found) ? fake(found, name(key)) : found
    },
  }) as Ports
}

/** The same ports with some verbs replaced. */
export function override<Ports extends object>(ports: Ports, given: Given<Ports>): Ports {
  const replaced = Object.entries(given).map(([key, part]: [string, unknown]) => [
    key,
    isPort(part) ? { ...Reflect.get(ports, key), ...part } : part,
  ])
  return fake<Ports>({ ...ports, ...Object.fromEntries(replaced) })
}

/** Keys that `await` and the printer of a failed assertion read from any object. */
const PROBED: ReadonlySet<string> = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', '$$typeof'])

/** Throws when called. Every verb read from it throws as well, because the missing name may be a port or a verb. */
function mustNot(name: string): object {
  const refuse = (): never => {
    throw new Error(`${name} must not be called`)
  }
  return new Proxy(refuse, {
    get: (target, key) => {
      if (key === Symbol.toPrimitive) return refuse
      return typeof key === 'symbol' || PROBED.has(key) ? Reflect.get(target, key) : mustNot(`${name}.${key}`)
    },
  })
}

function isPort(part: unknown): part is object {
  return typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype
}
