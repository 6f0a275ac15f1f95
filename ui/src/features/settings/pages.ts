// The pages of the settings, in the order of the list. Each is loaded when it is first opened.
import {
  Collection,
  Cpu,
  Files,
  InfoFilled,
  OfficeBuilding,
  PriceTag,
  Printer,
  User,
} from '@element-plus/icons-vue'
import { defineAsyncComponent, type Component } from 'vue'

const FILES = import.meta.glob<{ default: Component }>('./*Page.vue')

const ICONS = {
  point: OfficeBuilding,
  staff: User,
  tariff: PriceTag,
  terms: Collection,
  papers: Printer,
  backup: Files,
  health: Cpu,
  about: InfoFilled,
}

/** The name of a page, as its address has it. */
export type PageName = keyof typeof ICONS

/** A page of the settings. */
export interface SettingsPage {
  name: PageName
  icon: Component
  /** Alt and its place in the list. */
  chord: string
  component: Component
}

/** Those that there are. */
export const PAGES: SettingsPage[] = (Object.keys(ICONS) as PageName[])
  .flatMap((name) => {
    const load = FILES[`./${name.charAt(0).toUpperCase()}${name.slice(1)}Page.vue`]
    return load === undefined ? [] : [{ name, icon: ICONS[name], component: defineAsyncComponent(load) }]
  })
  .map((page, index) => ({ ...page, chord: `Alt+${String(index + 1)}` }))
