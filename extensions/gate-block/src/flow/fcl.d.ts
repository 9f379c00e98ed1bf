/** The part of `@onflow/fcl-core` that is used here: the package states types that it does not contain. */
declare module '@onflow/fcl-core' {
  /** What a wallet offers, and how it is asked: `EXT/RPC` by messages in the page, the others by a page of the wallet. */
  export type Service = {
    readonly type?: string
    readonly method?: string
    readonly endpoint?: string
    readonly params?: unknown
    readonly data?: unknown
  }
  export type Reply = { readonly status: string; readonly reason?: string; readonly data: unknown }
  type Asked = { readonly service: Service; readonly body: unknown; readonly config: unknown }
  export type Strategy = (asked: Asked) => Promise<unknown>
  type Local = { readonly method: string }

  export const VERSION: string
  export const config: () => { put: (key: string, value: unknown) => unknown }
  export const serviceEndpoint: (service: Service) => URL
  export const normalizePollingResponse: (data: unknown) => Reply | null
  export const initServiceRegistry: (how: { coreStrategies: Readonly<Record<string, Strategy>> }) => unknown
  export const getExecHttpPost: (
    open: (view: Service & Local, how: { onClose: () => void }) => Promise<readonly [unknown, () => void]>,
  ) => Strategy
  export const buildMessageHandler: (how: {
    close: () => void
    send: (message: object) => void
    onReady: () => void
    onResponse: (event: MessageEvent) => void
    onMessage: () => void
    onCustomRpc: () => void
  }) => (event: MessageEvent) => void
  export const getCurrentUser: (how: {
    platform: string
    getStorageProvider: () => Promise<{ can: false }>
  }) => {
    authenticate: (how: { service: Service }) => Promise<{ addr?: unknown }>
    unauthenticate: () => void
    /** Answers what went wrong in place of signatures. */
    signUserMessage: (hex: string) => Promise<unknown>
  }
}
