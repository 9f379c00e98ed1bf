import type { FrameConfig, OrderPageConfig } from './browser/messages.ts'

/** Renders the admin's page around an app; its script draws everything visible. */
export function renderFrame(config: FrameConfig): string {
  const json = JSON.stringify(config).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${config.appTitle} · ${config.shopName}`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/frame.css">
</head>
<body>
<script type="application/json" id="config">${json}</script>
<noscript>The admin needs JavaScript, as Shopify's does.</noscript>
<script src="/frame.js"></script>
</body>
</html>
`
}

/** Renders the page of an order with the app's block, whose script runs in a worker. */
export function renderOrderPage(parameters: { name: string; config: OrderPageConfig; css: string }): string {
  const { name, config, css } = parameters
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)}</title>
<link rel="icon" href="data:,">
<style>${css}</style>
</head>
<body>
<main>
<h1>${escapeHtml(name)}</h1>
<div id="block"></div>
</main>
<script type="application/json" id="config">${JSON.stringify(config).replaceAll('<', '\\u003c')}</script>
<script src="/order-page.js"></script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
