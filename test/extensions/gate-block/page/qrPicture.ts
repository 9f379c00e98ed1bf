import { renderQr } from '../../../../app/qr/renderQr.ts'
import type { ProxyAnswer } from './startPage.ts'

/** The app's answer about a QR code: a picture of its kind. */
export const qrPicture: ProxyAnswer = {
  type: 'image/svg+xml',
  body: renderQr('https://shop.example/products/varsity-jacket?country=US&variant=2001'),
}
