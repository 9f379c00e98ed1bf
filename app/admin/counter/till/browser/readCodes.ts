import decodeQR from 'qr/decode.js'

type Detector = { readonly detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> }
type DetectorClass = new (options: { formats: readonly string[] }) => Detector

const PAUSE_MS = 150
/** A phone's code is large in the picture, so half of a camera's pixels are enough, and faster. */
const MOST_PIXELS = 640

/**
 * Show the camera in a video, and call back with each code that it sees. The browser's own detector reads it where there
 * is one; elsewhere the library that also draws our codes does. Answers the function that stops it.
 * @throws {DOMException} if staff or the browser refuse the camera, or there is none
 */
export async function startCamera({
  video,
  onCode,
}: {
  readonly video: HTMLVideoElement
  readonly onCode: (text: string) => void
}): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  video.srcObject = stream
  await video.play()
  const read = createReader(video)
  let isRunning = true
  const run = async (): Promise<void> => {
    while (isRunning) {
      const text = await read().catch(() => null)
      if (text !== null && isRunning) onCode(text)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  void run()
  return () => {
    isRunning = false
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}

function createReader(video: HTMLVideoElement): () => Promise<string | null> {
  const { BarcodeDetector } = window as { readonly BarcodeDetector?: DetectorClass }
  const draw = createDrawer(video)
  const decode = async () => decodeOrNull(draw())
  if (!BarcodeDetector) return decode
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  // Some systems have the class without what it needs.
  return async () => {
    const found = await detector.detect(video).catch(() => null)
    return found === null ? decode() : (found[0]?.rawValue ?? null)
  }
}

function createDrawer(video: HTMLVideoElement): () => ImageData | null {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return () => {
    const { videoWidth, videoHeight } = video
    if (!context || videoWidth === 0) return null
    const scale = Math.min(1, MOST_PIXELS / Math.max(videoWidth, videoHeight))
    canvas.width = Math.round(videoWidth * scale)
    canvas.height = Math.round(videoHeight * scale)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    return context.getImageData(0, 0, canvas.width, canvas.height)
  }
}

/** The library throws if a picture has no code. */
function decodeOrNull(image: ImageData | null): string | null {
  try {
    return image && decodeQR(image)
  } catch {
    return null
  }
}
