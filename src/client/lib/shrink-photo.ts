const EDGE = 2400
const SMALL_ENOUGH = 700 * 1024

/**
 * A photo as it will be kept, made small before it is sent: minutes on a poor connection become seconds, and place and
 * time of taking never leave the phone. What the browser cannot read goes as it is; the server says what is wrong.
 */
export async function shrinkPhoto(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.size <= SMALL_ENOUGH) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
    return blob !== null && blob.size < file.size ? blob : file
  } catch {
    return file
  }
}
