import encodeQR from 'qr'

/*
 * The entry of `palisade-store-code.js`: it draws the QR code of a page. It is loaded when a shopper without a wallet in
 * the browser wants to connect one.
 */
export type QrPart = {
  /** Draw a text as an image: a data URI. */
  readonly drawCode: (text: string) => string
}

const part: QrPart = {
  drawCode: (text) =>
    `data:image/svg+xml,${encodeURIComponent(encodeQR(text, 'svg', { border: 2, ecc: 'medium' }))}`,
}
Object.assign(window, { palisadeQr: part })
