import { appMark, el, type IconName, icon } from './el.ts'
import type { BarButton, FrameConfig, NavItem, SaveBarView, TitleBarView } from './messages.ts'

export type ChromeEvents = {
  navigate: (href: string) => void
  save: () => void
  discard: () => void
  titleAction: (index: number) => void
}

export type Chrome = {
  iframe: HTMLIFrameElement
  toasts: HTMLElement
  setNav: (items: NavItem[]) => void
  setActive: (path: string) => void
  setSaveBar: (bar: SaveBarView | null) => void
  setTitleBar: (bar: TitleBarView | null) => void
  setLoading: (on: boolean) => void
  knows: (href: string) => boolean
  closeMenu: () => void
}

const ROWS: { icon: IconName; label: string }[] = [
  { icon: 'home', label: 'Home' },
  { icon: 'orders', label: 'Orders' },
  { icon: 'products', label: 'Products' },
  { icon: 'customers', label: 'Customers' },
  { icon: 'marketing', label: 'Marketing' },
  { icon: 'discounts', label: 'Discounts' },
  { icon: 'content', label: 'Content' },
  { icon: 'analytics', label: 'Analytics' },
]

/** Draws the admin around an app: top bar, navigation, the app's own bar, and the frame. */
export function drawChrome(config: FrameConfig, events: ChromeEvents): Chrome {
  let items: NavItem[] = []
  let active = ''
  let drawn = ''
  const iframe = el('iframe', { title: config.appTitle, name: 'app-iframe', allow: 'clipboard-write' })
  const toasts = el('div', { class: 'toasts' })
  const progress = el('div', { class: 'progress', hidden: true })
  const subnav = el('ul', { class: 'subnav' })
  const appTitle = el('span', { class: 'name' }, config.appTitle)
  const actions = el('div', { class: 'actions' })
  const homeHref = (): string => items.find((item) => item.home)?.href ?? config.appHome
  const appLink = el(
    'a',
    { class: 'row current', href: '#', onclick: follow(() => homeHref()) },
    appMark(),
    config.appTitle,
  )
  const saveBar = el('div', {
    class: 'savebar',
    hidden: true,
    role: 'region',
    'aria-label': 'Unsaved changes',
  })
  const menu = el('button', { class: 'menu', 'aria-label': 'Navigation', onclick: () => toggleMenu() })
  menu.append(icon('menu'))

  function follow(href: () => string): EventListener {
    return (event) => {
      event.preventDefault()
      events.navigate(href())
    }
  }

  function toggleMenu(open = !document.body.classList.contains('menu-open')): void {
    document.body.classList.toggle('menu-open', open)
  }

  const initials = config.shopName
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase()
  const search = el('div', { class: 'searchbox', 'aria-hidden': 'true' }, icon('search'), 'Search')
  document.body.append(
    el(
      'header',
      { class: 'top' },
      menu,
      el('span', { class: 'brand' }, icon('store'), el('span', {}, 'Stand-in admin')),
      search,
      saveBar,
      el(
        'a',
        {
          class: 'storebutton',
          href: config.storefrontOrigin,
          target: '_blank',
          title: 'View the storefront',
        },
        el('span', { class: 'initials' }, initials),
        el('span', { class: 'shop' }, config.shopName),
      ),
      progress,
    ),
    el('div', { class: 'scrim', onclick: () => toggleMenu(false) }),
    el(
      'nav',
      { class: 'side', 'aria-label': 'Admin' },
      el(
        'ul',
        {},
        ...ROWS.map((row) => el('li', {}, el('span', { class: 'row off' }, icon(row.icon), row.label))),
      ),
      el('p', { class: 'heading' }, 'Sales channels'),
      el(
        'ul',
        {},
        el(
          'li',
          {},
          el(
            'a',
            { class: 'row', href: config.storefrontOrigin, target: '_blank' },
            icon('store'),
            'Online Store',
          ),
        ),
      ),
      el('p', { class: 'heading' }, 'Apps'),
      el('ul', {}, el('li', {}, appLink, subnav)),
      el('span', { class: 'row off settings' }, icon('settings'), 'Settings'),
    ),
    el('main', {}, el('div', { class: 'appbar' }, appMark(), appTitle, actions), iframe),
    toasts,
  )

  function drawNav(): void {
    const shown = items.filter((item) => !item.home)
    const best = shown
      .filter((item) => active === item.href || active.startsWith(`${item.href}/`))
      .sort((a, b) => b.href.length - a.href.length)[0]
    appLink.classList.toggle('current', !best)
    subnav.replaceChildren(
      ...shown.map((item) =>
        el(
          'li',
          {},
          el(
            'a',
            {
              class: item === best ? 'row current' : 'row',
              'aria-current': item === best ? 'page' : undefined,
              href: '#',
              onclick: follow(() => item.href),
            },
            item.label,
          ),
        ),
      ),
    )
  }

  function drawButton(button: BarButton, className: string, onclick: EventListener): HTMLElement {
    const off = button.disabled || button.loading
    const element = el('button', { class: className, disabled: off, onclick }, el('span', {}, button.label))
    if (button.loading) element.setAttribute('aria-busy', 'true')
    return element
  }

  return {
    iframe,
    toasts,
    setNav: (next) => {
      items = next
      drawNav()
    },
    setActive: (path) => {
      active = path.split(/[?#]/)[0] ?? ''
      drawNav()
    },
    setSaveBar: (bar) => {
      saveBar.hidden = bar === null
      search.hidden = bar !== null
      document.body.classList.toggle('dirty', bar !== null)
      const look = JSON.stringify(bar)
      // A press on a button takes the focus from a field, whose `change` tells the same bar again: a button that were
      // drawn anew between press and release would lose the click.
      if (!bar || look === drawn) return
      drawn = look
      const keep = document.activeElement?.className
      saveBar.replaceChildren(
        icon('alert'),
        el('span', { class: 'words' }, 'Unsaved changes'),
        drawButton(bar.discard, 'discard', () => events.discard()),
        drawButton(bar.save, 'save', () => events.save()),
      )
      // A redraw must not take the focus from the bar's own buttons.
      if (keep === 'discard' || keep === 'save') saveBar.querySelector<HTMLElement>(`.${keep}`)?.focus()
    },
    setTitleBar: (bar) => {
      appTitle.textContent = bar?.title ? `${config.appTitle}  ›  ${bar.title}` : config.appTitle
      actions.replaceChildren(
        ...(bar?.actions ?? []).map((action, index) =>
          el(
            'button',
            {
              class: action.primary ? 'primary' : 'plain',
              disabled: action.disabled,
              onclick: () => events.titleAction(index),
            },
            action.label,
          ),
        ),
      )
    },
    setLoading: (on) => {
      progress.hidden = !on
    },
    knows: (href) => items.some((item) => item.href === href),
    closeMenu: () => toggleMenu(false),
  }
}
