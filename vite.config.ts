import { lingui } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { firstChunk } from './scripts/vite-chunks.ts'
import { endpoints } from './scripts/vite-endpoints.ts'
import { linguiMacros } from './scripts/vite-macros.ts'
import { pages } from './scripts/vite-html.ts'

/** The oldest browsers we serve: Windows 7's last Chrome, Safari 16. */
const browsers = ['chrome109', 'safari16']

const manifest = {
  name: '守望',
  short_name: '守望',
  lang: 'zh-CN',
  start_url: '/',
  display: 'standalone' as const,
  background_color: '#faf8f5',
  theme_color: '#0b6e69',
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
  ],
}

// Vite reads the default export of this file.
export default defineConfig({
  root: `${import.meta.dirname}/src/client`,
  plugins: [
    endpoints(),
    react(),
    babel({ presets: [linguiMacros] }),
    lingui({ cwd: import.meta.dirname, failOnCompileError: true }),
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'offline',
      filename: 'service-worker.ts',
      injectRegister: false,
      manifest,
      injectManifest: {
        // As a module the plugin would build it with an option that the bundler warns about.
        rollupFormat: 'iife',
        buildPlugins: { vite: [{ name: 'quiet-worker', config: () => ({ logLevel: 'warn' }) }] },
        globPatterns: ['**/*.{html,js,svg,png,webmanifest}'],
        maximumFileSizeToCacheInBytes: 1_000_000,
      },
    }),
    pages(),
  ],
  server: { proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '8080'}` } },
  build: {
    outDir: '../../dist/client',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A slow machine is nothing the person who starts the server can cure.
      checks: { bundlerTimings: false },
      input: { app: 'src/client/index.html', 'sign-in': 'src/client/sign-in.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: firstChunk, debugName: 'first', test: /\/src\/(client|shared)\// },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: 'base',
              test: /node_modules\/(@tanstack\/(react-router|router-core|history|react-query|query-core|store|react-store)|@lingui)\//,
            },
          ],
        },
      },
    },
  },
})
