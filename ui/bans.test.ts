// @vitest-environment node
// Breaks every ban of eslint.config.js and fails when one does not fire.
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint({ cwd: import.meta.dirname })

/** The rules that a text breaks when it stands in a file of this name. */
async function broken(text: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath })
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

const component = (template: string): string =>
  `<script setup lang="ts"></script>\n\n<template>\n  ${template}\n</template>\n`

describe('a ban fires', { timeout: 60_000 }, () => {
  it.each([
    ['the window’s own interface', "import '@tauri-apps/api/core'\n", 'no-restricted-imports'],
    ['a Chinese text', "export const text = '免费'\n", 'no-restricted-syntax'],
    ['a Chinese template text', 'export const text = (a: string) => `${a}。`\n', 'no-restricted-syntax'],
    ['the clock', 'export const now = new Date()\n', 'no-restricted-syntax'],
    ['the clock in milliseconds', 'export const now = Date.now()\n', 'no-restricted-syntax'],
  ])('%s', async (_, text, rule) => {
    expect(await broken(text, 'src/errors.ts')).toContainEqual(expect.stringContaining(`${rule}: `))
  })

  it.each([
    ['a Chinese text', '<p>免费</p>', 'vue/no-restricted-syntax'],
    ['a Chinese attribute', '<p title="免费" />', 'vue/no-restricted-syntax'],
    ['a Chinese expression', "<p>{{ '免费' }}</p>", 'vue/no-restricted-syntax'],
    ['a Chinese template expression', '<p>{{ `免费` }}</p>', 'vue/no-restricted-syntax'],
    ['a style attribute', '<p style="color: red" />', 'vue/no-restricted-static-attribute'],
    ['raw HTML', '<p v-html="a" />', 'vue/no-v-html'],
  ])('%s in a page', async (_, template, rule) => {
    expect(await broken(component(template), 'src/App.vue')).toContainEqual(
      expect.stringContaining(`${rule}: `),
    )
  })
})

describe('where it may be', { timeout: 60_000 }, () => {
  it.each([
    ['the window’s own interface', "import '@tauri-apps/api/core'\n", 'src/platform/tauri.ts'],
    ['a Chinese text', "export const text = '免费'\n", 'src/locales/zh-CN/index.ts'],
    ['the clock', 'export const now = new Date()\n', 'src/clock.ts'],
  ])('%s', async (_, text, file) => {
    expect(await broken(text, file)).toEqual([])
  })
})
