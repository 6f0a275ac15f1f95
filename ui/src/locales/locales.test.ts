import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'

import { changeLanguage, t } from '.'
import { en } from './en'
import { zhCn } from './zh-CN'

/** Every text of a language, those that take a value with a sample. */
function texts(part: unknown): string[] {
  if (typeof part === 'function') {
    return [String((part as (...values: unknown[]) => unknown)(['X'], 'X'))]
  }
  return typeof part === 'object' && part !== null
    ? Object.values(part).flatMap(texts)
    : [part as string]
}

describe('the languages', () => {
  it('are Chinese unless chosen otherwise, and the page says which', async () => {
    expect(t.value).toBe(zhCn)
    changeLanguage()
    expect(t.value).toBe(en)
    await nextTick()
    expect(document.documentElement.lang).toBe('en')
    changeLanguage()
    expect(t.value).toBe(zhCn)
  })

  it('have no Chinese in English but the way back to it', () => {
    expect(texts(en).filter((text) => /[\u3000-\u9fff]/.test(text))).toEqual([en.app.otherLanguage])
  })
})
