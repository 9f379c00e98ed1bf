import type { Dice } from '../../makeDice.ts'

/** Who may call a door, and so how its requests are signed. */
export type DoorKind = 'admin' | 'proxy' | 'hook' | 'api' | 'secret' | 'till' | 'open' | 'surface'

/** What a world has made before the first request: real ids, keys and tokens for valid requests. */
export type Seeds = {
  readonly shop: string
  readonly gate: number
  readonly list: string
  readonly import: string
  readonly project: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly tillToken: string
  readonly accessToken: string
  readonly wallet: string
}

/** One route that has an action, with requests that it accepts or nearly accepts. */
export type Door = {
  readonly kind: DoorKind
  /** Default: POST. */
  readonly method?: 'POST' | 'PUT'
  readonly path: (seeds: Seeds) => string
  readonly bodies: (seeds: Seeds) => readonly unknown[]
  /** A status that says something else than that the server failed. */
  readonly isNoFault?: number
}

/** A request as it goes over the wire, apart from its signature. */
export type DoorRequest = {
  /** File name of the route. */
  readonly door: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Whether `content-length` says another number of bytes than follow. */
  readonly lies: 'not' | 'more' | 'less'
}
/** A request with the JSON value of which its body was made. */
export type ComposedRequest = DoorRequest & { readonly value: unknown }
export type DoorAnswer = {
  /** 0: the server closed the connection without an answer, as it may when a request lied about its length. */
  readonly status: number
  readonly text: string
  readonly ms: number
}

/** Of each table, what differs once it has changed. */
export type Changes = Readonly<Record<string, string>>

export type World = {
  readonly seeds: Seeds
  readonly send: (request: DoorRequest) => Promise<DoorAnswer>
  /** A body of the storefront's unlock that is valid at this moment, or null where there is no such thing. */
  readonly makeFreshBody: (door: string, dice: Dice) => Promise<unknown>
  /** The writes so far, also those that were rolled back. */
  readonly readChanges: () => Promise<Changes>
  /** What tables hold: their rows, and the newest transaction that wrote one. */
  readonly readExactly: () => Promise<Changes>
  /** How many blocks of the server's code have run for the first time since the last call. */
  readonly countNewBlocks: () => Promise<number>
  /** The lines of class error that the server has logged since the last call. */
  readonly readFaults: () => readonly string[]
  /** How long tables must stay as they are to count as settled. */
  readonly settleMs: number
  readonly close: () => Promise<void>
}
