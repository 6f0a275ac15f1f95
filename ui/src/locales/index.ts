// The language of the interface. Chinese, unless who sits here chose otherwise.
import type { Language as ElementLanguage } from 'element-plus/es/locale'
import elementEn from 'element-plus/es/locale/lang/en'
import elementZhCn from 'element-plus/es/locale/lang/zh-cn'
import { computed, ref, watchEffect } from 'vue'

import { en } from './en'
import { zhCn } from './zh-CN'

/** Every text of the interface; each language has them all. */
export type Messages = typeof zhCn

interface Language {
  messages: Messages
  element: ElementLanguage
}

const LANGUAGES = {
  'zh-CN': { messages: zhCn, element: elementZhCn },
  en: { messages: en, element: elementEn },
} satisfies Record<string, Language>

const KEPT = 'language'

const chosen = ref<keyof typeof LANGUAGES>(localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN')

/** The texts in the chosen language. */
export const t = computed<Messages>(() => LANGUAGES[chosen.value].messages)

/** The same for the controls' own texts. */
export const elementTexts = computed<ElementLanguage>(() => LANGUAGES[chosen.value].element)

/** Changes to the other language, and remembers it. */
export function changeLanguage(): void {
  chosen.value = chosen.value === 'en' ? 'zh-CN' : 'en'
  localStorage.setItem(KEPT, chosen.value)
}

watchEffect(() => {
  document.documentElement.lang = chosen.value
  document.title = t.value.app.name
})
