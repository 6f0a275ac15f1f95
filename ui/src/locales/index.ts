// The texts of the interface. Another language is another object of the same form.
import zhCnElement from 'element-plus/es/locale/lang/zh-cn'
import { computed, watchEffect } from 'vue'

import { zhCn } from './zh-CN'

/** Every text of the interface. */
export type Messages = typeof zhCn

/** The texts. */
export const t = computed<Messages>(() => zhCn)

/** The same for the controls' own texts. */
export const elementTexts = zhCnElement

watchEffect(() => { document.title = t.value.app.name })
