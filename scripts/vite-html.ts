import { readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { build, type IndexHtmlTransformContext, type Plugin, type ResolvedConfig } from 'vite'

const brotli = promisify(brotliCompress)

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>

/** One file with what it imports as one classic script. */
async function compiled(input: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'chrome109',
      modulePreload: false,
      rolldownOptions: { input, output: { format: 'iife' } },
    },
  })
  const { output } = [result].flat().find((one) => 'output' in one) ?? { output: [] }
  return output.map((part) => (part.type === 'chunk' ? part.code : '')).join('')
}

/** `<script src="x.ts" data-inline>`: compiled to one small classic script inside the page. */
async function inlineScripts(html: string, folder: string): Promise<string> {
  const tag = /<script src="([^"]+)" data-inline><\/script>/g
  let result = html
  for (const [whole, source] of html.matchAll(tag)) {
    const code = await compiled(join(folder, source ?? ''))
    result = result.replace(
      whole,
      () => `<script>${code.trim().replaceAll('</script', '<\\/script')}</script>`,
    )
  }
  return result
}

/** The chunk that holds a source file with everything it imports statically. */
function filesOf(bundle: Bundle, source: RegExp): string[] {
  const files = new Set<string>()
  const visit = (name: string): void => {
    const chunk = bundle[name]
    if (chunk?.type !== 'chunk' || files.has(`/${name}`)) return
    files.add(`/${name}`)
    for (const imported of chunk.imports) visit(imported)
  }
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === 'chunk' && chunk.moduleIds.some((id) => source.test(id))) visit(chunk.fileName)
  }
  return [...files]
}

/** What the first list needs, by language: read by the sign-in page (prefetch) and by the shell (preload). */
function firstFiles(bundle: Bundle): Record<string, string[]> {
  const eachOnce = (...sources: RegExp[]): string[] => [
    ...new Set(sources.flatMap((source) => filesOf(bundle, source))),
  ]
  const catalog = (locale: string): string[] =>
    eachOnce(new RegExp(`/locales/${locale}/base\\.po`), new RegExp(`/locales/${locale}/duties\\.po`))
  return {
    app: eachOnce(/\/client\/main\.tsx$/, /\/client\/duties\/list\.tsx$/),
    'zh-CN': catalog('zh-CN'),
    en: catalog('en'),
  }
}

/** The app's one style sheet goes into the page: the skeleton is painted from the first answer. */
function inlineStyles(html: string, bundle: Bundle, inlined: string[]): string {
  return html.replaceAll(/<link rel="stylesheet"[^>]*href="\/([^"]+)"[^>]*>/g, (whole, name: string) => {
    const asset = bundle[name]
    if (asset?.type !== 'asset') return whole
    const css = typeof asset.source === 'string' ? asset.source : new TextDecoder().decode(asset.source)
    delete bundle[name]
    inlined.push(name)
    return `<style>${css.trim()}</style>`
  })
}

/** Chunks fetched later name the style sheet as one of their needs; it is in the page already, like the entry. */
function forgetStyles(bundle: Bundle, styles: readonly string[]): void {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const entry = chunks.find(({ moduleIds }) =>
    moduleIds.some((id) => id.endsWith('/client/main.tsx')),
  )?.fileName
  if (entry === undefined) throw new Error('no chunk holds the start of the app')
  for (const chunk of chunks)
    for (const name of styles) chunk.code = chunk.code.replaceAll(`"${name}"`, `"${entry}"`)
}

/** Beside each file its brotli form, so that the server compresses nothing twice. */
async function compressFiles(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true })
  const wanted = files.filter((name) => /\.(js|svg|webmanifest)$/.test(name))
  await Promise.all(
    wanted.map(async (name) => {
      const text = await readFile(join(folder, name))
      if (text.length > 1000) await writeFile(join(folder, `${name}.br`), await brotli(text))
    }),
  )
}

/** Pages that paint from their first answer. Stands last among the plugins. */
export function pages(): Plugin[] {
  let config: ResolvedConfig
  const inlined: string[] = []
  return [
    {
      name: 'shouwang-inline-scripts',
      configResolved: (resolved) => {
        config = resolved
      },
      // The real server's address of the sign-in page, also while developing.
      configureServer: ({ middlewares }) => {
        middlewares.use((request, _response, next) => {
          if (/^\/sign-in(\?|$)/.test(request.url ?? '')) request.url = '/sign-in.html'
          next()
        })
      },
      transformIndexHtml: {
        order: 'pre',
        handler: (html, context) => inlineScripts(html, dirname(context.filename)),
      },
    },
    {
      name: 'shouwang-inline-styles',
      enforce: 'post',
      transformIndexHtml: {
        order: 'post',
        handler: (html, { bundle }) => {
          if (bundle === undefined) return html.replace('"__FILES__"', '{}')
          return inlineStyles(html, bundle, inlined).replace('"__FILES__"', () =>
            JSON.stringify(firstFiles(bundle)),
          )
        },
      },
      generateBundle: {
        order: 'post',
        handler: (_options, bundle) => forgetStyles(bundle, inlined),
      },
      closeBundle: {
        order: 'post',
        sequential: true,
        handler: () => compressFiles(join(config.root, config.build.outDir)),
      },
    },
  ]
}
