import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/** Stricter than the real server's: only what stands inline in the two pages may run or style. */
function contentPolicy(folder: string): string {
  const html = ['index.html', 'sign-in.html'].map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  const hashes = (tag: string): string =>
    Array.from(html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g')), ([, text]) => {
      const hash = createHash('sha256')
        .update(text ?? '')
        .digest('base64')
      return `'sha256-${hash}'`
    }).join(' ')
  return [
    "default-src 'self'",
    `script-src 'self' ${hashes('script')}`,
    `style-src 'self' ${hashes('style')}`,
    "frame-ancestors 'self'",
  ].join('; ')
}

export interface StaticServer {
  url: string
  /** From now on the service worker is another one, as after an update of the server. */
  publish: () => void
  close: () => Promise<void>
}

/** Serves the built client alone: for pages that need no data. */
export async function serveClient(
  folder = join(import.meta.dirname, '../dist/client'),
): Promise<StaticServer> {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('dist/client is missing: build the client first')
  const policy = contentPolicy(folder)
  let version = 0
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path.startsWith('/api/')) {
      response.writeHead(503, { 'content-type': 'application/json' })
      return response.end('{"error":{"code":"unavailable"}}')
    }
    const file = join(folder, normalize(path))
    const page = path === '/sign-in' ? 'sign-in.html' : 'index.html'
    const found = existsSync(file) && statSync(file).isFile() ? file : join(folder, page)
    response.writeHead(200, {
      'content-type': types[extname(found)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    })
    if (path === '/service-worker.js') return response.end(`${readFileSync(found, 'utf8')}\n// ${version}`)
    return createReadStream(found).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    publish: () => {
      version += 1
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
