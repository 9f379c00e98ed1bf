import { AppProvider } from '@shopify/polaris'
import english from '@shopify/polaris/locales/en.json' with { type: 'json' }
import { createElement, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'

/** Render the page as the server sends it. */
export function renderPolaris(element: ReactElement): string {
  return renderToString(createElement(AppProvider, { i18n: english }, element)).replaceAll('<!-- -->', '')
}
