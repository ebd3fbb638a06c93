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

interface InlineHashes {
  scripts: string[]
  styles: string[]
}

/** As strict as the real server's: only the two inline scripts and styles the build names may run. */
function contentPolicy(folder: string): string {
  const { scripts, styles } = JSON.parse(readFileSync(join(folder, 'csp.json'), 'utf8')) as InlineHashes
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts.join(' ')}`,
    `style-src 'self' ${styles.join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')
}

export interface StaticServer {
  url: string
  close: () => Promise<void>
}

/** Serves the built client alone: for pages that need no data. */
export async function serveClient(
  folder = join(import.meta.dirname, '../dist/client'),
): Promise<StaticServer> {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error('dist/client is missing: build the client first')
  const policy = contentPolicy(folder)
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
    return createReadStream(found).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
