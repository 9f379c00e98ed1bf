/** Types of the postMessage traffic between the app's page and the admin's frame. */

export type BarButton = { label: string; disabled: boolean; loading: boolean }
export type SaveBarView = { save: BarButton; discard: BarButton; confirmDiscard: boolean }
export type TitleBarView = {
  title: string
  actions: { label: string; primary: boolean; disabled: boolean }[]
}
export type NavItem = { href: string; label: string; home: boolean }
export type ToastView = { id: string; message: string; isError: boolean; duration: number; action: string }

export type PickerOptions = {
  type: 'product' | 'variant' | 'collection'
  action?: 'add' | 'select'
  multiple?: boolean | number
  query?: string
  selectionIds?: { id: string; variants?: { id: string }[] }[]
  filter?: { query?: string; variants?: boolean }
}

export type Question =
  | { about: 'idToken' }
  | { about: 'resourcePicker'; options: PickerOptions }
  | { about: 'leave' }
  | { about: 'scopes' }
  | { about: 'extensions' }
  /** `isClick`: the app's page has had a click recently. */
  | { about: 'requestScopes'; scopes: string[]; isClick: boolean }
  | { about: 'revokeScopes'; scopes: string[] }

export type FromApp =
  | { kind: 'ask'; id: number; question: Question }
  | { kind: 'location'; path: string; title: string }
  | { kind: 'nav'; items: NavItem[] }
  | { kind: 'saveBar'; bar: SaveBarView | null }
  | { kind: 'titleBar'; bar: TitleBarView | null }
  | { kind: 'toast'; toast: ToastView }
  | { kind: 'hideToast'; id: string }
  | { kind: 'loading'; on: boolean }

export type FromFrame =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'navigate'; href: string }
  | { kind: 'saveBarClick'; which: 'save' | 'discard' }
  | { kind: 'titleBarClick'; index: number }
  | { kind: 'toastEvent'; id: string; event: 'action' | 'dismiss' }

/** The server's configuration of the frame's page for one store. */
export type FrameConfig = {
  storeName: string
  shopName: string
  shopDomain: string
  currencyCode: string
  storefrontOrigin: string
  appTitle: string
  appHandle: string
  appHome: string
  appOrigin: string
}

/** Query names that Shopify adds to an app's document URL. */
export const EMBED_NAMES = ['shop', 'host', 'embedded', 'id_token', 'hmac', 'session', 'timestamp', 'locale']

/** What the page of an order tells the worker of its block. */
export type BlockQuestion = {
  readonly orderGid: string
  /** The admin's own API: `/store/harbor/api`. */
  readonly api: string
  readonly appOrigin: string
}
/** The page of an order. `appPath`: where the admin shows the app. */
export type OrderPageConfig = BlockQuestion & { readonly appPath: string }
