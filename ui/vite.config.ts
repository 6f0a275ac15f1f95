import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  publicDir: false,
  build: {
    // The oldest web views in use: WebView2 is kept new by Windows, WebKitGTK by the distribution.
    target: ['chrome111', 'safari16.4'],
    // The page's policy allows scripts and styles from files only, so nothing may be put inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'happy-dom',
    // It imports style sheets, which Node.js alone cannot.
    server: { deps: { inline: ['element-plus'] } },
  },
})
