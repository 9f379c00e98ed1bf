/** What a test gives of some ports: of each port only the verbs that it expects to be called. */
export type Given<Ports> = {
  [Name in keyof Ports]?: Ports[Name] extends (...parameters: never[]) => unknown
    ? Ports[Name]
    : Ports[Name] extends object
      ? Partial<Ports[Name]>
      : Ports[Name]
}

/**
 * Ports of which a test gives a part. Any other port or verb throws "jobs.claim must not be called", so that a call the
 * test did not foresee fails by name. A spread loses that: use `override`.
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

/** What `await` and a failed assertion's printer ask of any object. */
const PROBED: ReadonlySet<string> = new Set(['then', 'toJSON', 'asymmetricMatch', 'nodeType', '$$typeof'])

/** Throws when it is called, and so does every verb that is read from it: nobody knows which of both it should be. */
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
